package io.recoverymesh.handler.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import io.recoverymesh.handler.sdk.InvalidHandlerException;
import io.recoverymesh.handler.sdk.MeshSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

@Timeout(60)
final class HandlerServiceTest {
    /** Nobody listens there: handlers wait for Kafka, and the application runs. */
    private static final Map<String, Object> NO_KAFKA =
            Map.of("spec.name", "team", "mesh.bootstrap-servers", "127.0.0.1:1");

    @Test
    void startsWithTheApplicationAndStopsWithIt() {
        HandlerService handlers;
        try (ApplicationContext context = ApplicationContext.run(NO_KAFKA)) {
            handlers = context.getBean(HandlerService.class);
            assertThat(handlers.state().detail()).isEqualTo("waiting for Kafka and the topics");
            assertThat(context.getBean(MeterRegistry.class)
                            .get("mesh.handler.running")
                            .gauge()
                            .value())
                    .isZero();
        }
        assertThat(handlers.state().detail()).isEqualTo("stopped");
    }

    @Test
    void healthSaysWhyNoCommandsAreTaken() {
        try (ApplicationContext context = ApplicationContext.run(NO_KAFKA)) {
            HealthResult health =
                    Mono.from(context.getBean(HandlerHealth.class).getResult()).block();
            assertThat(health).isNotNull();
            assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
            assertThat(health.getDetails())
                    .isEqualTo(Map.of("detail", "waiting for Kafka and the topics", "running", 0));
        }
    }

    @Test
    void readsWhereTheMeshIsAndHowTheInstanceWorks() {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "spec.name", "team",
                "mesh.bootstrap-servers", "127.0.0.1:1",
                "mesh.registry-url", "http://127.0.0.1:2",
                "mesh.topic-prefix", "shop.",
                "mesh.kafka.security.protocol", "PLAINTEXT",
                "mesh.registry.basic-auth-user-info", "me:secret",
                "mesh.topics.partitions", 8,
                "handler.instance", "payments-0",
                "handler.stop-wait", "3s"))) {
            assertThat(context.getBean(MeshSettings.class))
                    .isEqualTo(new MeshSettings(
                            Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "PLAINTEXT"),
                            Map.of("schema.registry.url", "http://127.0.0.1:2", "basic.auth.user.info", "me:secret"),
                            "shop.",
                            "payments-0",
                            64,
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(3),
                            true,
                            8));
        }
    }

    @Test
    void anApplicationWithoutHandlersRunsAndServesNothing() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("spec.name", "none"))) {
            assertThat(context.getBean(HandlerService.class).isServing()).isFalse();
            assertThat(Mono.from(context.getBean(HandlerHealth.class).getResult())
                            .blockOptional())
                    .isEmpty();
        }
        try (ApplicationContext context =
                ApplicationContext.run(Map.of("spec.name", "team", "handler.enabled", false))) {
            assertThat(context.containsBean(HandlerService.class)).isFalse();
        }
    }

    @Test
    void aWrongMethodStopsTheStart() {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of("spec.name", "wrong")))
                .isInstanceOf(InvalidHandlerException.class)
                .hasMessageContaining("Wrong.it to take at most one record");
    }
}
