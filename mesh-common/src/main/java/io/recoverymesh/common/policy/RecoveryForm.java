package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Policy.Escalation;
import io.recoverymesh.common.policy.Policy.Mode;
import io.recoverymesh.common.policy.Policy.OnFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a document of kind Recovery is written, and what it means where it is silent. */
final class RecoveryForm {
    private static final Verification VERIFY = new Verification("UP", Duration.ofSeconds(30), Duration.ofMinutes(5));

    private RecoveryForm() {}

    static Policy read(Fields document, String version) {
        Fields spec = document.in("spec");
        OnFailure onFailure = spec.choice("onFailure", OnFailure.class, OnFailure.HALT);
        return new Policy(
                document.in("metadata").required("name"),
                version,
                document.in("metadata").text("owner"),
                spec.choice("mode", Mode.class, Mode.OBSERVE),
                spec.each("on", TriggerForm::read),
                spec.in("objective").duration("rto"),
                WorkForm.approval(spec.in("approve")),
                GuardForm.read(spec.in("guard")),
                StepForm.read(spec.each("steps", step -> step), onFailure),
                onFailure,
                verification(spec.in("verify")),
                repeat(spec.in("repeat")),
                spec.text("fallback"),
                spec.each(
                        "escalate",
                        rung -> new Escalation(rung.duration("after", Duration.ZERO), rung.required("notify"))));
    }

    private static Policy.@Nullable Repeat repeat(Fields fields) {
        return fields.has("max") ? new Policy.Repeat(fields.count("max", 1), fields.duration("within")) : null;
    }

    private static Verification verification(Fields fields) {
        return new Verification(
                fields.text("health", VERIFY.health()),
                fields.duration("stableFor", VERIFY.stableFor()),
                fields.duration("within", VERIFY.within()));
    }
}
