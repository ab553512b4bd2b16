package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Policy.Escalation;
import io.recoverymesh.common.policy.Policy.Mode;
import io.recoverymesh.common.policy.Policy.OnFailure;
import java.time.Duration;
import java.util.List;

/** How a document of kind Recovery is written, and what it means where it is silent. */
final class RecoveryForm {
    private static final Verification VERIFY = new Verification("UP", Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static final Duration APPROVAL_TIMEOUT = Duration.ofMinutes(15);

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
                new Policy.Approval(List.of(), APPROVAL_TIMEOUT),
                GuardForm.read(spec.in("guard")),
                StepForm.read(spec.each("steps", step -> step), onFailure),
                onFailure,
                verification(spec.in("verify")),
                null,
                null,
                spec.each(
                        "escalate",
                        rung -> new Escalation(rung.duration("after", Duration.ZERO), rung.required("notify"))));
    }

    private static Verification verification(Fields fields) {
        return new Verification(
                fields.text("health", VERIFY.health()),
                fields.duration("stableFor", VERIFY.stableFor()),
                fields.duration("within", VERIFY.within()));
    }
}
