package io.recoverymesh.handler.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses may be connected to: public ones, and those that were allowed. The addresses where clouds hand out
 * credentials must be allowed one by one; no range opens them.
 *
 * @param allowed besides the public ones
 */
record AddressRules(List<AddressRange> allowed) {
    private static final Map<AddressRange, String> METADATA = ranges(
            "169.254.169.254", "cloud metadata",
            "169.254.170.2", "cloud metadata",
            "169.254.170.23", "cloud metadata",
            "100.100.100.200", "cloud metadata",
            "192.0.0.192", "cloud metadata",
            "168.63.129.16", "cloud metadata",
            "fd00:ec2::254", "cloud metadata",
            "fd00:ec2::23", "cloud metadata",
            "fd20:ce::254", "cloud metadata");

    private static final Map<AddressRange, String> SPECIAL = ranges(
            "0.0.0.0/8", "unspecified",
            "10.0.0.0/8", "private",
            "100.64.0.0/10", "shared (carrier)",
            "127.0.0.0/8", "loopback",
            "169.254.0.0/16", "link-local",
            "172.16.0.0/12", "private",
            "192.0.0.0/24", "reserved",
            "192.0.2.0/24", "documentation",
            "192.88.99.0/24", "reserved",
            "192.168.0.0/16", "private",
            "198.18.0.0/15", "benchmark",
            "198.51.100.0/24", "documentation",
            "203.0.113.0/24", "documentation",
            "224.0.0.0/4", "multicast",
            "240.0.0.0/4", "reserved",
            "::/128", "unspecified",
            "::1/128", "loopback",
            "100::/64", "discarded",
            "2001:db8::/32", "documentation",
            "3fff::/20", "documentation",
            "5f00::/16", "reserved",
            "fc00::/7", "private",
            "fe80::/10", "link-local",
            "fec0::/10", "private",
            "ff00::/8", "multicast");

    /** IPv6 addresses that lead to an IPv4 address; after so many bytes it stands in them. */
    private static final Map<AddressRange, Integer> EMBEDDED = Map.of(
            AddressRange.of("64:ff9b::/96"), 12,
            AddressRange.of("64:ff9b:1::/48"), 12,
            AddressRange.of("2002::/16"), 2,
            AddressRange.of("2001::/32"), 12,
            AddressRange.of("::/96"), 12);

    AddressRules {
        allowed = List.copyOf(allowed);
    }

    /** Everything: for hosts that the handler's own configuration names. */
    static AddressRules anywhere() {
        return new AddressRules(List.of(AddressRange.of("0.0.0.0/0"), AddressRange.of("::/0")));
    }

    /** Why the address may not be connected to; empty where it may. */
    Optional<String> objection(InetAddress address) {
        for (AddressRange metadata : METADATA.keySet()) {
            if (metadata.contains(address)) {
                return isAllowedAlone(address) ? Optional.empty() : Optional.of("cloud metadata");
            }
        }
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        return SPECIAL.entrySet().stream()
                .filter(special -> special.getKey().contains(address))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> embedded(address));
    }

    private boolean isAllowedAlone(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.isOneAddress() && range.contains(address));
    }

    private Optional<String> embedded(InetAddress address) {
        if (address instanceof Inet4Address) {
            return Optional.empty();
        }
        return EMBEDDED.entrySet().stream()
                .filter(form -> form.getKey().contains(address))
                .findFirst()
                .flatMap(form -> {
                    byte[] bytes = address.getAddress();
                    byte[] inner = Arrays.copyOfRange(bytes, form.getValue(), form.getValue() + 4);
                    if (form.getKey().equals(AddressRange.of("2001::/32"))) {
                        return Optional.of("tunnelled");
                    }
                    return objection(v4(inner)).map(kind -> kind + ", written as IPv6");
                });
    }

    private static InetAddress v4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Expected four bytes to be an address", e);
        }
    }

    private static Map<AddressRange, String> ranges(String... pairs) {
        Map<AddressRange, String> ranges = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            ranges.put(AddressRange.of(pairs[i]), pairs[i + 1]);
        }
        return ranges;
    }
}
