package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Policy.Approval;
import io.recoverymesh.common.policy.Step.Call;
import io.recoverymesh.common.policy.Step.Retry;
import io.recoverymesh.common.policy.Step.Safety;
import io.recoverymesh.common.policy.Step.Work;
import java.time.Duration;
import java.util.List;

/** How {@code run}, {@code approve}, {@code await} and {@code notify} are written. */
final class WorkForm {
    /** The kinds of steps. */
    static final List<String> KINDS = List.of("run", "approve", "await", "notify");

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration APPROVAL_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration AWAIT_WITHIN = Duration.ofMinutes(5);
    private static final Retry ONCE = new Retry(1, Duration.ofSeconds(2), Duration.ofSeconds(30));

    private WorkForm() {}

    static Work read(Fields step) {
        if (step.has("approve")) {
            Approval approval = approval(step.in("approve"));
            return new Work.Approve(approval.roles(), approval.timeout());
        }
        if (step.has("await")) {
            Fields await = step.in("await");
            return new Work.Await(
                    await.text("health", "UP"), await.text("target"), await.duration("within", AWAIT_WITHIN));
        }
        if (step.has("notify")) {
            return new Work.Notify(step.required("notify"), step.text("text"), step.duration("timeout", TIMEOUT));
        }
        return new Work.Run(call(step), step.has("undo") ? call(step.in("undo")) : null);
    }

    static Approval approval(Fields fields) {
        return new Approval(fields.texts("roles"), fields.duration("timeout", APPROVAL_TIMEOUT));
    }

    private static Call call(Fields fields) {
        String run = fields.required("run");
        int slash = run.indexOf('/');
        return new Call(
                slash < 0 ? run : run.substring(0, slash),
                run.substring(slash + 1),
                fields.has("with") ? CanonicalJson.of(fields.in("with").node()) : "{}",
                fields.duration("timeout", TIMEOUT),
                fields.choice("safety", Safety.class, Safety.ONCE),
                retry(fields.in("retry")));
    }

    private static Retry retry(Fields fields) {
        return new Retry(
                fields.count("attempts", ONCE.attempts()),
                fields.duration("backoff", ONCE.backoff()),
                fields.duration("max", ONCE.max()));
    }
}
