package io.recoverymesh.handler.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name once for each connection, and only to addresses that may be connected to: the connection goes to what was
 * checked, whatever the name leads to a moment later.
 */
final class CheckedNames implements DnsResolver {
    private final NameLookup lookup;
    private final Function<String, AddressRules> rules;

    /** @param rules by host */
    CheckedNames(NameLookup lookup, Function<String, AddressRules> rules) {
        this.lookup = lookup;
        this.rules = rules;
    }

    @Override
    public InetAddress[] resolve(String written) throws UnknownHostException {
        String host = HostForm.read(written.contains(":") && !written.startsWith("[") ? "[" + written + "]" : written);
        List<InetAddress> addresses =
                HostForm.isAddress(host) ? List.of(AddressRange.address(host)) : lookup.addresses(host);
        AddressRules allowed = rules.apply(host);
        for (InetAddress address : addresses) {
            Optional<String> objection = allowed.objection(address);
            if (objection.isPresent()) {
                throw new ForbiddenAddressException(host, address.getHostAddress(), objection.get());
            }
        }
        return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
