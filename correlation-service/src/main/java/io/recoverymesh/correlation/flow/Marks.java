package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.NoticeAnswered;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.schemas.VerificationObserved;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What a line keeps of its record for programs: the record's name, and the one word that says what became. */
final class Marks {
    private Marks() {}

    static @Nullable String fact(Object record) {
        return record instanceof SpecificRecord specific ? specific.getSchema().getName() : null;
    }

    static @Nullable String state(Object record) {
        return switch (record) {
            case VerdictGiven f -> f.getVerdict().name();
            case RecoveryEnded f -> f.getOutcome().name();
            case StepAttemptFailed f -> f.getKind().name();
            case StepFailed f -> f.getKind().name();
            case StepSkipped ignored -> "SKIPPED";
            case CompensationStarted ignored -> "COMPENSATING";
            case VerificationObserved f -> f.getHealth().name();
            case BreakerChanged f -> f.getTo().name();
            case EscalationRaised f -> f.getLevel().name();
            case NoticeAnswered f -> f.getTold() ? "TOLD" : "UNTOLD";
            case OperatorActed f -> f.getAccepted() ? f.getAction().name() : "REFUSED";
            case TargetHealth f -> f.getHealth().name();
            case TriggerEvent f -> f.getKind().name();
            default -> null;
        };
    }
}
