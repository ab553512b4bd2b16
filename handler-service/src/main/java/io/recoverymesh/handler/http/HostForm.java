package io.recoverymesh.handler.http;

import java.net.Inet6Address;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one way to write a host: a name, four decimal numbers without leading zeros, or an IPv6 address. What other programs
 * also take for an address (decimal, octal, hexadecimal, shortened) is none.
 */
final class HostForm {
    private static final String NUMBER = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(NUMBER + "(?:\\." + NUMBER + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern LAST_LABEL_IS_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    private HostForm() {}

    /**
     * The host in lower case; IPv6 without brackets and in full.
     *
     * @throws IllegalArgumentException when another program could read it as another host
     */
    static String read(String written) {
        String host = written.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
            String inner = host.substring(1, host.length() - 1);
            if (V6.matcher(inner).matches() && isAddress(inner)) {
                return AddressRange.address(inner).getHostAddress();
            }
        } else if (V4.matcher(host).matches()) {
            return host;
        } else if (host.length() <= 253
                && NAME.matcher(host).matches()
                && !LAST_LABEL_IS_A_NUMBER.matcher(host).matches()) {
            return host;
        }
        throw new IllegalArgumentException("Expected a host as a name, as four decimal numbers (10.1.2.3) or as [IPv6],"
                + " but got '" + written + "'. Write it in that form.");
    }

    static boolean isAddress(String host) {
        if (V4.matcher(host).matches()) {
            return true;
        }
        if (!V6.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            return false;
        }
        try {
            // Java reads ::ffff:10.1.2.3 as the IPv4 address within: a second way to write it.
            return AddressRange.address(host) instanceof Inet6Address;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
