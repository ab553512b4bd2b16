package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Silence;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Recovery silences: ordered by operators with an end, ended before it by operators. */
final class Silences {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Set<OperatorScope> SCOPES =
            Set.of(OperatorScope.GROUP, OperatorScope.SERVICE, OperatorScope.TARGET);

    private Silences() {}

    static Decision act(OperatorAction action, Ledger ledger, Instant now) {
        if (!SCOPES.contains(action.getScope())) {
            return Operators.refuse(
                    action, now, "", "Expected scope GROUP, SERVICE or TARGET, but got " + action.getScope());
        }
        String subject = subject(action);
        return action.getKind() == OperatorActionKind.SILENCE
                ? begin(action, subject, now)
                : end(action, subject, ledger, now);
    }

    /** A second order replaces the first: that is how a silence is made longer or shorter. */
    private static Decision begin(OperatorAction action, String subject, Instant now) {
        Instant until = action.getUntil();
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            return Operators.refuse(
                    action,
                    now,
                    "",
                    "Expected the end of the silence within the next " + LONGEST.toDays() + " days, but got " + until);
        }
        Draft draft = Operators.draft(action, "", now);
        draft.fact(OperatorActed.newBuilder(
                        Operators.acted(action, subject, true, subject + " is silenced until " + until))
                .setUntil(until)
                .build());
        return Decision.of(draft);
    }

    private static Decision end(OperatorAction action, String subject, Ledger ledger, Instant now) {
        Silence silence = Braking.silenced(ledger, action, now);
        if (silence == null) {
            return Operators.refuse(action, now, "", "Expected a silence of " + subject + ", but there is none");
        }
        Draft draft = Operators.draft(action, "", now);
        draft.fact(Operators.acted(action, subject, true, "the silence of " + subject + " is over"));
        return Operators.releasing(draft, action, Operators.waitingIn(ledger, action.getGroup()));
    }

    private static String subject(OperatorAction action) {
        return switch (action.getScope()) {
            case GROUP -> "group " + action.getGroup();
            case SERVICE -> "service " + action.getGroup() + "/" + action.getTarget();
            case TARGET, MESH, RECOVERY, BREAKER, REQUEST, STEP -> action.getGroup() + "/" + action.getTarget();
        };
    }
}
