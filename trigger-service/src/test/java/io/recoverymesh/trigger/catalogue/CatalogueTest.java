package io.recoverymesh.trigger.catalogue;

import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void comparesASignalThatMatchesNothingWithNothingHoweverManyPoliciesThereAre() {
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            clauses.addAll(Catalogue.clausesOf(policy(
                    "p" + i,
                    onAlert("Errors").service("svc" + i).done(),
                    onAlert(null).label("team", "t" + i).done(),
                    onAlert("Alert" + i).done())));
        }
        ClauseIndex index = new ClauseIndex(clauses);
        Signal signal = Signal.of(firing("unknown", "Errors", 0, 0));

        assertThat(index.drawers(signal.summary(), signal.target())).isEmpty();
    }

    @Test
    void findsByServiceNameLabelAndWithoutAnyEquality() {
        Catalogue catalogue = Catalogue.of(
                List.of(
                        policy("byService", onHealth("payments", "DOWN").done()),
                        policy("byName", onAlert("Errors").done()),
                        policy(
                                "byLabel",
                                onAlert(null).label("severity", "critical").done()),
                        policy(
                                "byImplied",
                                onAlert(null).label("alertname", "Errors").done()),
                        policy("any", onAlert(null).done()),
                        policy("other", onAlert("Other").done())),
                List.of());

        assertThat(names(catalogue, Signal.of(firing("payments", "Errors", 0, 0))))
                .containsExactlyInAnyOrder("byName", "byLabel", "byImplied", "any");
        assertThat(names(catalogue, Signal.of(health("payments", HealthStatus.DOWN, 0))))
                .containsExactly("byService");
        assertThat(names(catalogue, Signal.of(health("payments", HealthStatus.DEGRADED, 0))))
                .isEmpty();
    }

    @Test
    void placesATargetInTheGroupThatItsServiceDeclares() {
        ServiceDocument service =
                new ServiceDocument("payments", "v", "shop", null, List.of(), List.of(), null, null, List.of());
        Catalogue catalogue = Catalogue.of(List.of(), List.of(service));

        Signal signal = Signal.of(health("payments/1", HealthStatus.UP, 0));
        assertThat(catalogue.placed(signal).target().key()).isEqualTo("shop/payments/1");
        assertThat(catalogue.placed(signal.in("eu")).target().group()).isEqualTo("eu");
    }

    @Test
    void refusesAConditionThatIsNone() {
        assertThatThrownBy(() -> Catalogue.clausesOf(
                        policy("p", onAlert(null).where("signal.").done())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> names(Catalogue catalogue, Signal signal) {
        return catalogue.concerning(signal).stream().map(c -> c.policy().name()).toList();
    }
}
