package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.schemas.OperatorActionKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on what waits for it.
 *
 * @param target what is to be recovered
 * @param step of its recovery; null: the request as a whole (mode approve)
 */
record Answer(
        OperatorActionKind kind, String target, @Nullable String step, String by, List<String> roles) {
    private static final List<String> FIELDS = List.of("target", "step", "by", "roles");

    Answer {
        roles = List.copyOf(roles);
    }

    static Answer read(String kind, Written entry) {
        Map<String, Written> fields = entry.members(FIELDS);
        Written target = fields.get("target");
        Written by = fields.get("by");
        Written step = fields.get("step");
        Written roles = fields.get("roles");
        if (target == null || by == null) {
            throw entry.wrong("'target' and 'by'");
        }
        return new Answer(
                kind.equals("approve") ? OperatorActionKind.APPROVE : OperatorActionKind.REJECT,
                target.text(),
                step == null ? null : step.text(),
                by.text(),
                roles == null
                        ? List.of()
                        : roles.items().stream().map(Written::text).toList());
    }
}
