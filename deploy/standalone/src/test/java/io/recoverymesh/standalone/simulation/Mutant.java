package io.recoverymesh.standalone.simulation;

import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The mesh broken on purpose, from outside: what the checker must notice.
 *
 * <p>Each names the invariants of which at least one must be found broken.
 */
enum Mutant implements Seams {
    IDEMPOTENCY_RECORD_NOT_WRITTEN("A1") {
        @Override
        public Ledger ledger(Ledger ledger) {
            return new ForgetfulLedger(ledger);
        }
    },
    WINDOW_OFF_BY_ONE("B3") {
        @Override
        public RecoveryRequest request(RecoveryRequest request, Instant now) {
            String wider = request.getPolicyDocument()
                    .replace("\"3/90s\"", "\"4/90s\"")
                    .replace("\"4/2m\"", "\"5/2m\"")
                    .replace("\"7/2m\"", "\"8/2m\"");
            return RecoveryRequest.newBuilder(request).setPolicyDocument(wider).build();
        }
    },
    OPEN_FORGOTTEN_AFTER_RESTORE("B1 B2") {
        @Override
        public void restored(MemoryLedger ledger) {
            ledger.breakers().entries().values().removeIf(OpenBreaker.class::isInstance);
        }
    },
    AGE_BY_PROCESSING_TIME_ONLY("T1 T2") {
        @Override
        public RecoveryRequest request(RecoveryRequest request, Instant now) {
            return RecoveryRequest.newBuilder(request).setEventTime(now).build();
        }
    },
    FENCE_NOT_COMPARED("L4") {
        @Override
        public StepResult result(StepResult result, Ledger ledger) {
            Recovery recovery = ledger.recoveries().get(result.getRecoveryId());
            BiFunction<StepResult, StepRun, StepResult> current = (said, run) -> StepResult.newBuilder(said)
                    .setAttempt(run.attempt())
                    .setFence(run.fence())
                    .build();
            return recovery == null
                    ? result
                    : recovery.step(result.getStep())
                            .map(run -> current.apply(result, run))
                            .orElse(result);
        }
    },
    TIMER_LOST_ON_RESTORE("L1 A2") {
        @Override
        public void restored(MemoryLedger ledger) {
            List.copyOf(ledger.deadlines().entries().keySet()).forEach(ledger.deadlines()::delete);
        }
    },
    COMMANDS_READ_UNCOMMITTED("A3 L3") {
        @Override
        public boolean readsUncommitted() {
            return true;
        }
    },
    EFFECT_BEFORE_STEP_STARTED("L3") {
        @Override
        public boolean actsBeforeItsStart() {
            return true;
        }
    };

    private final String breaks;

    Mutant(String breaks) {
        this.breaks = breaks;
    }

    /** Invariants that it breaks. */
    Set<String> breaks() {
        return Set.of(breaks.split(" "));
    }
}
