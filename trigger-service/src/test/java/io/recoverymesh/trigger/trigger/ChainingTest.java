package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onRecovery;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainingTest {
    private final Catalogue catalogue = catalogue(
            policy("rehydrate", onRecovery("failover", "RECOVERED").done()),
            policy("warm", onRecovery("failover", "RECOVERED").service("cache").done()),
            policy("other", onRecovery("something", "RECOVERED").done()));

    @Test
    void keepsTheFlowAndGoesOneDeeper() {
        var chained = Chaining.decide(ended("failover", Outcome.RECOVERED), 2, catalogue, at(1));

        assertThat(chained.requests()).extracting(RecoveryRequest::getPolicy).containsExactly("rehydrate", "warm");
        assertThat(chained.requests()).allSatisfy(request -> {
            assertThat(request.getFlowId()).isEqualTo("f-1");
            assertThat(request.getDepth()).isEqualTo(3);
            assertThat(request.getCauseRecoveryId()).isEqualTo("r-1");
            assertThat(request.getEpisode()).isNull();
            assertThat(request.getGroup()).isEqualTo("shop");
        });
        assertThat(chained.requests()).extracting(RecoveryRequest::getTarget).containsExactly("orders/1", "cache");
    }

    @Test
    void givesTheSameRequestsForTheSameEvent() {
        assertThat(Chaining.decide(ended("failover", Outcome.RECOVERED), 0, catalogue, at(1)))
                .isEqualTo(Chaining.decide(ended("failover", Outcome.RECOVERED), 0, catalogue, at(1)));
    }

    @Test
    void ignoresOtherOutcomes() {
        assertThat(Chaining.decide(ended("failover", Outcome.FAILED), 0, catalogue, at(1))
                        .requests())
                .isEmpty();
    }

    @Test
    void thePolicyThatTakesOverIsRequestedForTheSameTargetInTheSameFlow() {
        RecoveryEvent event = ended("failover", Outcome.FAILED);
        RecoveryEnded fact = RecoveryEnded.newBuilder(
                        (RecoveryEnded) event.getFacts().getFirst())
                .setFallback("other")
                .build();

        var chained = Chaining.decide(
                RecoveryEvent.newBuilder(event).setFacts(List.of(fact)).build(), 1, catalogue, at(1));

        assertThat(chained.requests()).singleElement().satisfies(request -> {
            assertThat(request.getPolicy()).isEqualTo("other");
            assertThat(request.getTarget()).isEqualTo("orders/1");
            assertThat(request.getFlowId()).isEqualTo("f-1");
            assertThat(request.getDepth()).isEqualTo(2);
            assertThat(request.getCauseRecoveryId()).isEqualTo("r-1");
        });
    }

    @Test
    void aPolicyThatTakesOverAndIsNotDeclaredIsNotRequested() {
        RecoveryEvent event = ended("failover", Outcome.FAILED);
        RecoveryEnded fact = RecoveryEnded.newBuilder(
                        (RecoveryEnded) event.getFacts().getFirst())
                .setFallback("gone")
                .build();

        assertThat(Chaining.decide(
                                RecoveryEvent.newBuilder(event)
                                        .setFacts(List.of(fact))
                                        .build(),
                                1,
                                catalogue,
                                at(1))
                        .requests())
                .isEmpty();
    }

    @Test
    void doesNotChainOnARecoveryThatEndedLongAgo() {
        var chained = Chaining.decide(ended("failover", Outcome.RECOVERED), 0, catalogue, at(3600));

        assertThat(chained.requests()).isEmpty();
        assertThat(chained.events()).extracting(TriggerEvent::getKind).containsOnly(TriggerEventKind.EXPIRED);
    }

    static RecoveryEvent ended(String policy, Outcome outcome) {
        return RecoveryEvent.newBuilder()
                .setId("e-1")
                .setSequence(7)
                .setGroup("shop")
                .setTarget("orders/1")
                .setFlowId("f-1")
                .setRecoveryId("r-1")
                .setPolicy(policy)
                .setAt(at(0))
                .setCausationId("c-1")
                .setFacts(List.of(RecoveryEnded.newBuilder()
                        .setOutcome(outcome)
                        .setReason("verified")
                        .setDurationMs(1000)
                        .build()))
                .build();
    }
}
