package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.ledger.Switch;
import io.recoverymesh.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/** Automatic recovery is paused by an operator: for the mesh, the group or the service. */
final class KillSwitchGuard implements Guard {
    @Override
    public String name() {
        return "kill-switch";
    }

    @Override
    public Answer ask(Question q) {
        String mesh = q.surroundings().meshPaused();
        if (mesh != null) {
            return refuse("the mesh", "mesh", mesh);
        }
        Switch group = q.group().paused();
        if (group != null) {
            return refuse("group " + q.ref().group(), "group " + q.ref().group(), group);
        }
        Switch service = q.service().paused();
        if (service != null) {
            return refuse("service " + q.ref().service(), "service " + q.ref().service(), service);
        }
        return new Answer.Allow("nothing is paused");
    }

    private static Answer refuse(String what, String scope, @Nullable Object paused) {
        return Answer.Refuse.passing(
                Verdict.BLOCKED,
                "Expected automatic recovery to be on, but " + what + " is " + paused,
                null,
                "pause of " + scope);
    }
}
