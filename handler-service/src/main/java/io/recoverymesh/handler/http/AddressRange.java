package io.recoverymesh.handler.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that share their first bits.
 *
 * @param bits how many of them are shared
 */
record AddressRange(InetAddress first, int bits) {
    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

    /** @throws IllegalArgumentException when it is neither an address nor {@code address/bits} */
    static AddressRange of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches() && HostForm.isAddress(matcher.group(1))) {
            InetAddress first = address(matcher.group(1));
            int longest = first.getAddress().length * 8;
            int bits = matcher.group(2) == null ? longest : Integer.parseInt(matcher.group(2));
            if (bits <= longest) {
                return new AddressRange(first, bits);
            }
        }
        throw new IllegalArgumentException(
                "Expected an address or a range such as 10.1.2.3, 10.0.0.0/8 or fd00::/8, but got '" + text + "'");
    }

    /** An address as it is written; asks nobody. */
    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Expected an IP address, but got '" + literal + "'", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    boolean isOneAddress() {
        return bits == first.getAddress().length * 8;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
