package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.correlation.guard.GuardChain;
import io.recoverymesh.correlation.guard.Judgement;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.SignalKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests: admits each once, or says why not. */
final class Gate {
    private final GuardChain chain = new GuardChain();
    private final Trips trips = new Trips();
    private final Policies policies;
    private final Coordinator coordinator;

    Gate(Policies policies, Coordinator coordinator) {
        this.policies = policies;
        this.coordinator = coordinator;
    }

    /** A request that came from outside. */
    Decision request(RecoveryRequest request, Ledger ledger, Surroundings surroundings) {
        if (ledger.answered().get(Answered.key(request)) != null) {
            return Decision.drop("request " + request.getId() + " has its verdict");
        }
        Waiting other = ledger.waiting().get(Waiting.slot(request));
        if (other != null && other.deferred() && isSuperseded(other.request(), request)) {
            Decision expired = supersede(other, request, surroundings);
            expired.draft().then(new Input.Requested(request));
            return expired;
        }
        return judge(request, request.getId(), null, null, ledger, surroundings);
    }

    /** A waiting request is looked at again. A verdict that would say the same again is not repeated. */
    Decision release(
            Waiting waiting, String cause, @Nullable String approvedBy, Ledger ledger, Surroundings surroundings) {
        RecoveryRequest again =
                waiting.deferred() ? waiting.request() : renewed(waiting.request(), cause, surroundings);
        if (!waiting.deferred() && !isStillWanted(again, ledger)) {
            ledger.waiting().delete(Waiting.slot(again));
            return Decision.drop("nothing to re-assess: " + again.getTarget() + " is not unhealthy any more");
        }
        Question question = question(again, ledger, surroundings, approvedBy);
        Judgement judgement = chain.judge(question);
        if (judgement instanceof Judgement.Refused refused && refused.guard().equals(waiting.guard())) {
            return Decision.lookAgain(waiting, refused.answer().until());
        }
        return judge(again, cause, approvedBy, waiting.request().getId(), ledger, surroundings);
    }

    private Decision judge(
            RecoveryRequest request,
            String cause,
            @Nullable String approvedBy,
            @Nullable String reassessmentOf,
            Ledger ledger,
            Surroundings surroundings) {
        Question question = question(request, ledger, surroundings, approvedBy);
        Judgement judgement = chain.judge(question);
        Draft draft = new Draft(request.getGroup(), request.getTarget(), request.getFlowId(), cause, surroundings.now())
                .answering(request);
        var verdict = Verdicts.of(request, judgement, reassessmentOf);
        switch (judgement) {
            case Judgement.Admitted ignored -> admit(draft, question, verdict, ledger);
            case Judgement.Refused refused -> {
                draft.about(refused.answer().recoveryId(), question.policy().name());
                draft.fact(verdict);
                trips.record(draft, question, refused);
            }
        }
        return Decision.of(draft);
    }

    private void admit(Draft draft, Question question, Object verdict, Ledger ledger) {
        RecoveryRequest request = question.request();
        String recoveryId = EventIds.readable("r", request.getId());
        draft.about(recoveryId, question.policy().name());
        if (question.settings().breaker().enabled() && question.breaker() instanceof OpenBreaker open) {
            draft.fact(halfOpen(question, open));
        }
        draft.fact(verdict);
        RecoveryStarted started = RecoveryStarted.newBuilder()
                .setPolicyVersion(request.getPolicyVersion())
                .setPolicyDocument(request.getPolicyDocument())
                .setIdempotencyKey(request.getIdempotencyKey())
                .setFence(question.target().fence() + 1)
                .setEpisode(request.getEpisode())
                .setSeed(request.getSeed())
                .setFailingSince(failingSince(question))
                .setDepth(request.getDepth())
                .setRequestedBy(request.getRequestedBy())
                .build();
        draft.fact(started);
        coordinator.begin(draft, started, recoveryId, question, ledger);
    }

    private static BreakerChanged halfOpen(Question question, OpenBreaker open) {
        return BreakerChanged.newBuilder(BreakerEvolution.move(
                        BreakerState.OPEN,
                        BreakerState.HALF_OPEN,
                        question.ref().service(),
                        question.policy().name(),
                        "the open time is over; this recovery is the probe"))
                .setOpenings(open.openings())
                .build();
    }

    private static @Nullable Instant failingSince(Question question) {
        if (question.isByHand() && !question.target().health().isUnhealthy()) {
            return null;
        }
        Instant episode = question.target().health().episodeStartedAt();
        return episode != null ? episode : question.request().getSignal().getObservedAt();
    }

    private Question question(
            RecoveryRequest request, Ledger ledger, Surroundings surroundings, @Nullable String approvedBy) {
        Policy policy = policies.of(request.getPolicyVersion(), request.getPolicyDocument());
        return Question.of(request, policy, ledger, surroundings, approvedBy);
    }

    /** A later bad period, or a policy whose overflow is replace. */
    private boolean isSuperseded(RecoveryRequest waiting, RecoveryRequest newer) {
        return !waiting.getIdempotencyKey().equals(newer.getIdempotencyKey())
                && !waiting.getId().equals(newer.getId());
    }

    private Decision supersede(Waiting old, RecoveryRequest newer, Surroundings surroundings) {
        RecoveryRequest request = old.request();
        Draft draft = new Draft(
                        request.getGroup(), request.getTarget(), request.getFlowId(), newer.getId(), surroundings.now())
                .answering(request)
                .about(null, request.getPolicy());
        draft.fact(Verdicts.expired(
                request, "Expected no newer request of this policy and target, but " + newer.getId() + " came"));
        return Decision.of(draft);
    }

    /** The evidence of a re-assessment is the target's present health, not the old signal. */
    private static RecoveryRequest renewed(RecoveryRequest request, String cause, Surroundings surroundings) {
        boolean chained = request.getSignal().getKind() == SignalKind.RECOVERY;
        return RecoveryRequest.newBuilder(request)
                .setId(EventIds.of("reassess", request.getId(), cause))
                .setRequestedAt(surroundings.now())
                .setEventTime(chained ? request.getEventTime() : surroundings.now())
                .build();
    }

    private static boolean isStillWanted(RecoveryRequest request, Ledger ledger) {
        if (request.getRequestedBy() != null || request.getSignal().getKind() == SignalKind.RECOVERY) {
            return true;
        }
        var target = ledger.targets().get(request.getGroup() + "/" + request.getTarget());
        return target != null
                && target.health().isUnhealthy()
                && (request.getEpisode() == null
                        || request.getEpisode().equals(target.health().episode()));
    }

    /** What every guard says to a request now, without deciding anything. */
    List<Explanation> explain(RecoveryRequest request, Ledger ledger, Surroundings surroundings) {
        return chain.explain(question(request, ledger, surroundings, null));
    }
}
