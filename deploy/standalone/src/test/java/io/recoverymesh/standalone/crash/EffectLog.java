package io.recoverymesh.standalone.crash;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A world that logs each effect with its key and fence, half when it begins and whole when it took place. */
record EffectLog(Path file) {
    /** @param whole false where the effect only began */
    record Line(boolean whole, String target, String key, long fence, int attempt) {}

    void begin(Invocation invocation, Context context) {
        write("half", invocation, context);
    }

    void complete(Invocation invocation, Context context) {
        write("whole", invocation, context);
    }

    boolean isWhole(String key) {
        return lines().stream().anyMatch(line -> line.whole() && line.key().equals(key));
    }

    boolean hasBegun(String key) {
        return lines().stream().anyMatch(line -> line.key().equals(key));
    }

    List<Line> lines() {
        try {
            return Files.readAllLines(file).stream().map(EffectLog::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Target and attempt of every effect that at least began. */
    Set<String> attempts() {
        return lines().stream()
                .map(line -> line.target() + "#" + line.attempt())
                .collect(Collectors.toSet());
    }

    private static Line parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Line(
                parts[0].equals("whole"), parts[1], parts[2], Long.parseLong(parts[3]), Integer.parseInt(parts[4]));
    }

    private void write(String what, Invocation invocation, Context context) {
        String line = String.join(
                " ",
                what,
                invocation.group() + "/" + invocation.target(),
                context.idempotencyKey(),
                Long.toString(context.fence()),
                Integer.toString(context.attempt()));
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
