package io.recoverymesh.correlation.http;

import java.util.Collection;
import java.util.List;

/** What cannot be read at the moment. */
final class Missing {
    private Missing() {}

    /** For the {@code missing} field of lists. */
    static List<String> of(MeshReader reader) {
        return reader.missing().map(List::of).orElse(List.of());
    }

    /** Something was not found: 404, or 503 where it may be in a part that cannot be read now. */
    static RuntimeException absent(MeshReader reader, String what, String name, Collection<String> known) {
        return reader.missing()
                .<RuntimeException>map(part -> ElsewhereException.absent(
                        "Expected to find " + what + " '" + name + "', but a part of the state cannot be read now: "
                                + part,
                        String.valueOf(Names.unknown(what, name, known).getMessage())))
                .orElseGet(() -> Names.unknown(what, name, known));
    }
}
