package io.recoverymesh.trigger.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes in ways that parsers stumble over; the same seed damages in the same way. */
final class Mutator {
    private static final List<byte[]> NASTY = List.of(
            bytes("null"),
            bytes("{"),
            bytes("]"),
            bytes("\""),
            bytes(","),
            bytes(":"),
            bytes("1e999"),
            bytes("-1"),
            bytes("9".repeat(120)),
            bytes("0.1e-400"),
            bytes("NaN"),
            bytes("true"),
            bytes("{}"),
            bytes("[]"),
            bytes("\\ud800"),
            bytes("\\u0000"),
            bytes("é\uD83D\uDE00"),
            bytes("[".repeat(60)),
            bytes("{\"a\":".repeat(60)),
            bytes("x".repeat(300)),
            bytes("9999-12-31T23:59:59Z"),
            bytes("0001-01-01T00:00:00Z"),
            bytes("-999999999-01-01T00:00:00+18:00"),
            bytes("18446744073709551615"),
            new byte[] {(byte) 0xC3},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[] {0});

    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    /** One to four injuries. */
    byte[] mutate(byte[] healthy) {
        byte[] result = healthy;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            result = injure(result);
        }
        return result;
    }

    private byte[] injure(byte[] input) {
        if (input.length == 0) {
            return nasty();
        }
        int at = random.nextInt(input.length);
        int length = Math.min(input.length - at, 1 + random.nextInt(1 << random.nextInt(8)));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input, at);
            case 1 -> joined(input, at, at + length, new byte[0]);
            case 2 -> joined(input, at, at, Arrays.copyOfRange(input, at, at + length));
            case 3 -> joined(input, at, at, nasty());
            case 4 -> joined(input, at, at + length, nasty());
            case 5 -> Arrays.copyOf(input, at);
            case 6 -> moved(input, at, length);
            default -> valueReplaced(input, at);
        };
    }

    private byte[] flipped(byte[] input, int at) {
        byte[] result = input.clone();
        result[at] ^= (byte) (1 << random.nextInt(8));
        return result;
    }

    private byte[] moved(byte[] input, int at, int length) {
        byte[] slice = Arrays.copyOfRange(input, at, at + length);
        byte[] rest = joined(input, at, at + length, new byte[0]);
        int to = random.nextInt(rest.length + 1);
        return joined(rest, to, to, slice);
    }

    /** Still JSON, most often: what stands between a colon and the next comma or brace becomes something else. */
    private byte[] valueReplaced(byte[] input, int from) {
        int colon = from;
        while (colon < input.length && input[colon] != ':') {
            colon++;
        }
        int end = colon + 1;
        while (end < input.length && ",}]".indexOf(input[end]) < 0) {
            end++;
        }
        return colon >= input.length ? flipped(input, from) : joined(input, colon + 1, end, nasty());
    }

    private byte[] nasty() {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private static byte[] joined(byte[] input, int until, int from, byte[] between) {
        byte[] result = new byte[until + between.length + input.length - from];
        System.arraycopy(input, 0, result, 0, until);
        System.arraycopy(between, 0, result, until, between.length);
        System.arraycopy(input, from, result, until + between.length, input.length - from);
        return result;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
