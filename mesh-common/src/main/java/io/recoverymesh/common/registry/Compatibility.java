package io.recoverymesh.common.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a registry demands of a new version towards earlier ones; the names are those of the registry's REST API. */
public enum Compatibility {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsEarlier;
    private final boolean readByEarlier;
    private final boolean transitive;

    Compatibility(boolean readsEarlier, boolean readByEarlier, boolean transitive) {
        this.readsEarlier = readsEarlier;
        this.readByEarlier = readByEarlier;
        this.transitive = transitive;
    }

    /** Says what breaks this level when the candidate follows the earlier versions (oldest first); empty when nothing. */
    public Optional<String> violation(Schema candidate, List<Schema> earlier) {
        List<Schema> compared = transitive || earlier.isEmpty() ? earlier : List.of(earlier.getLast());
        return compared.stream()
                .flatMap(old -> violation(candidate, old).stream())
                .findFirst();
    }

    private Optional<String> violation(Schema candidate, Schema old) {
        Optional<String> backward = readsEarlier ? unreadable(candidate, old) : Optional.empty();
        Optional<String> forward = readByEarlier ? unreadable(old, candidate) : Optional.empty();
        return backward.map(what -> "the new version cannot read records of the earlier one: " + what)
                .or(() -> forward.map(what -> "the earlier version cannot read records of the new one: " + what));
    }

    private static Optional<String> unreadable(Schema reader, Schema writer) {
        List<Incompatibility> found = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
        return found.stream()
                .map(each -> each.getType() + " at " + each.getLocation() + " (" + each.getMessage() + ")")
                .reduce((one, other) -> one + "; " + other);
    }
}
