package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.GuardSettings.Concurrency;
import io.recoverymesh.common.policy.GuardSettings.Overflow;
import io.recoverymesh.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/** Few recoveries at once: one per target always, and so many per group and mesh. */
final class ConcurrencyGuard implements Guard {
    static final String NAME = "concurrency";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer ask(Question q) {
        Concurrency limits = q.settings().concurrency();
        String active = q.target().active();
        if (active != null) {
            return overflow(
                    q,
                    limits,
                    "Expected no recovery on " + q.ref().target() + ", but " + active + " is running",
                    active);
        }
        int group = q.group().active();
        if (group >= limits.group()) {
            return overflow(
                    q,
                    limits,
                    "Expected fewer than " + limits.group() + " recoveries at once in group "
                            + q.ref().group() + ", but " + group + " are running",
                    null);
        }
        int mesh = group + q.surroundings().activeElsewhere();
        if (mesh >= limits.mesh()) {
            return overflow(
                    q,
                    limits,
                    "Expected fewer than " + limits.mesh() + " recoveries at once in the mesh, but " + mesh
                            + " are running",
                    null);
        }
        return new Answer.Allow("group " + group + " of " + limits.group() + ", mesh " + mesh + " of " + limits.mesh());
    }

    private static Answer overflow(Question q, Concurrency limits, String reason, @Nullable String active) {
        Overflow overflow = limits.overflow();
        String blockedBy = active == null ? "recoveries running" : active;
        return switch (overflow) {
            case DROP -> Answer.Refuse.lasting(Verdict.BLOCKED, reason + "; overflow is drop");
            case JOIN ->
                active == null
                        ? Answer.Refuse.lasting(
                                Verdict.BLOCKED, reason + "; overflow is join, and there is none on the target")
                        : Answer.Refuse.answeredBy(Verdict.JOINED, reason, active, null);
            case QUEUE ->
                q.queued() < limits.queue()
                        ? Answer.Refuse.passing(Verdict.DEFERRED, reason, null, blockedBy)
                        : Answer.Refuse.passing(
                                Verdict.BLOCKED, reason + ", and " + q.queued() + " wait already", null, blockedBy);
            case REPLACE -> Answer.Refuse.passing(Verdict.DEFERRED, reason, null, blockedBy);
        };
    }
}
