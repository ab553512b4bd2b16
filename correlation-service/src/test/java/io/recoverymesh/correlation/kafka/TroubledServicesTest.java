package io.recoverymesh.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.correlation.guard.Neighbourhood.Dependency;
import io.recoverymesh.correlation.guard.Neighbourhood.Trouble;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import org.junit.jupiter.api.Test;

class TroubledServicesTest {
    private static final Dependency DB = new Dependency(Scene.GROUP, "db");

    private final Scene scene = new Scene();
    private final TroubledServices services = new TroubledServices();

    @Test
    void tellsWhyAServiceDoesNotServeAndWhenItServedAgain() {
        TargetHealth down = tell(scene.health("db", HealthStatus.DOWN));
        assertThat(services.of(DB))
                .isEqualTo(new Trouble("db is DOWN since " + down.getSince(), down.getFlowId(), null));
        TargetHealth up = tell(scene.health("db", HealthStatus.UP));
        assertThat(services.of(DB)).extracting(Trouble::healthySince).isEqualTo(up.getSince());
    }

    @Test
    void oneInstanceIsEnoughWhereNothingReportsTheService() {
        tell(scene.health("db/a", HealthStatus.UP));
        tell(scene.health("db/b", HealthStatus.DOWN));
        assertThat(services.of(DB)).extracting(Trouble::what).asString().startsWith("db/b is DOWN");
    }

    @Test
    void whatIsGoneOrWasNeverIllIsNoTrouble() {
        tell(scene.health("db", HealthStatus.UP));
        assertThat(services.of(DB)).isNull();
        tell(scene.health("db", HealthStatus.DOWN));
        services.onEntry(Scene.GROUP + "/db", null);
        assertThat(services.of(DB)).isNull();
    }

    private TargetHealth tell(TargetHealth health) {
        services.onEntry(health.getGroup() + "/" + health.getTarget(), health);
        return health;
    }
}
