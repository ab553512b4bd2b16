package io.recoverymesh.handler.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.LoopSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HandlerWiringTest {
    /** Nothing listens there; the loop keeps trying and is no obstacle to anything else. */
    private static final Map<String, Object> NO_BROKER = Map.of("mesh.bootstrap-servers", "127.0.0.1:1");

    @Test
    void hasSafeDefaults() {
        try (ApplicationContext context = context(Map.of())) {
            LoopSettings settings = context.getBean(HandlerConfiguration.class).settings();

            assertThat(settings.maxRunning()).isEqualTo(64);
            assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(10));
            assertThat(settings.stopWait()).isEqualTo(Duration.ofSeconds(20));
            assertThat(settings.instance())
                    .endsWith("-" + ProcessHandle.current().pid());
            assertThat(handler(context, "exec").actions()).isEmpty();
            assertThat(handler(context, "http")
                            .action("http")
                            .orElseThrow()
                            .objection(Arguments.parse("{\"url\":\"http://127.0.0.1/\"}")))
                    .isPresent();
        }
    }

    @Test
    void readsDeclaredProgramsAsWrittenWithTheirPlaceholdersAndNames() throws IOException {
        String yaml = """
            handler:
              instance: h-1
              max-running: 3
              http: {allowed-hosts: ["127.0.0.1"]}
              exec:
                actions:
                  restart-payments:
                    program: /usr/bin/printf
                    args: ["%s %s", "${unit}", "${verb}"]
                    parameters: {unit: {pattern: "[a-z]+"}, verb: }
                    env: {Some_Name: "1"}
                    env-pass: [PATH]
            """;
        try (ApplicationContext context = ApplicationContext.builder()
                .properties(NO_BROKER)
                .propertySources(HandlerApplication.defaults(), file(yaml))
                .build()
                .start()) {
            assertThat(handler(context, "exec").action("restart-payments")).hasValueSatisfying(action -> {
                assertThat(action.objection(Arguments.parse("{\"unit\":\"payments\",\"verb\":\"now\"}")))
                        .isEmpty();
                assertThat(action.objection(Arguments.parse("{\"unit\":\"Payments\",\"verb\":\"now\"}")))
                        .isPresent();
            });
            assertThat(context.getBean(HandlerConfiguration.class).settings().instance())
                    .isEqualTo("h-1");
            assertThat(context.getBean(HandlerConfiguration.class).settings().maxRunning())
                    .isEqualTo(3);
            assertThat(context.getBean(HandlerHttpConfiguration.class)
                            .settings()
                            .allowedHosts())
                    .containsExactly("127.0.0.1");
            assertThat(context.getProperty("micronaut.server.host", String.class))
                    .hasValue("127.0.0.1");
        }
    }

    @Test
    void failsToStartWithAWrongDeclarationAndSaysWhere() {
        Map<String, Object> wrong = Map.of("handler.exec.actions.restart", Map.of("program", "relative"));

        assertThatThrownBy(() -> context(wrong))
                .hasRootCauseMessage("Expected 'program' to be an absolute path, but got 'relative'")
                .hasStackTraceContaining("handler.exec.actions, action 'restart'");
    }

    @Test
    void readsChannelsAndSecretsAsWritten() throws IOException {
        String yaml = """
            handler:
              secrets: {allowed: ["env:PATH"]}
              http:
                allowed-hosts: [lb.example]
                allowed-addresses: [10.0.0.0/8, "fd00::/8"]
              notify:
                fallback: team
                channels:
                  team: {type: log}
                  hook: {type: webhook, url: "http://hook.example/${secret:env:PATH}"}
            """;
        try (ApplicationContext context = ApplicationContext.builder()
                .properties(NO_BROKER)
                .propertySources(HandlerApplication.defaults(), file(yaml))
                .build()
                .start()) {
            assertThat(handler(context, "notify")
                            .action("send")
                            .orElseThrow()
                            .description()
                            .getDescription())
                    .isEqualTo("Tells people, over one of the channels [hook, team]");
            assertThat(handler(context, "http").action("http")).hasValueSatisfying(http -> {
                assertThat(
                                http.objection(
                                        Arguments.parse(
                                                "{\"url\":\"https://lb.example/\",\"headers\":{\"Authorization\":\"${secret:env:PATH}\"}}")))
                        .isEmpty();
                assertThat(http.objection(
                                Arguments.parse("{\"url\":\"https://lb.example/\",\"body\":\"${secret:env:HOME}\"}")))
                        .hasValueSatisfying(said -> assertThat(said).contains("handler.secrets.allowed"));
            });
        }
    }

    @Test
    void offersKubernetesOnlyWhereItIsSwitchedOn() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.findBean(Handler.class, Qualifiers.byName("kubernetes")))
                    .isEmpty();
        }
        try (ApplicationContext context = context(
                Map.of("handler.kubernetes.enabled", "true", "handler.kubernetes.namespaces", List.of("shop")))) {
            assertThat(handler(context, "kubernetes").actions()).hasSize(10);
            assertThat(handler(context, "kubernetes")
                            .action("scale")
                            .orElseThrow()
                            .objection(Arguments.parse("{\"namespace\":\"shop\",\"name\":\"a\",\"replicas\":1}")))
                    .isEmpty();
        }
    }

    @Test
    void offersKafkaAndScriptsAsTheyAreConfigured() {
        Map<String, Object> configured = Map.of(
                "handler.kafka.enabled",
                "true",
                "handler.kafka.topics",
                List.of("replay"),
                "handler.kafka.properties.security.protocol",
                "PLAINTEXT",
                "handler.script.scripts.show",
                Map.of("path", "/usr/bin/env"));
        try (ApplicationContext context = context(configured)) {
            assertThat(handler(context, "kafka").actions()).containsOnlyKeys("publish", "pause", "resume");
            assertThat(handler(context, "kafka")
                            .action("publish")
                            .orElseThrow()
                            .objection(Arguments.parse("{\"topic\":\"replay\",\"value\":1}")))
                    .isEmpty();
            assertThat(handler(context, "script").actions()).containsOnlyKeys("show");
        }
    }

    @Test
    void isAbsentWhenItIsSwitchedOff() {
        try (ApplicationContext context = context(Map.of("handler.enabled", "false"))) {
            assertThat(context.containsBean(HandlerLoop.class)).isFalse();
            assertThat(context.containsBean(HandlerStarter.class)).isFalse();
            assertThat(context.containsBean(HandlerHealth.class)).isFalse();
        }
    }

    private static ApplicationContext context(Map<String, Object> properties) {
        return ApplicationContext.builder()
                .properties(NO_BROKER)
                .propertySources(PropertySource.of("test", properties))
                .build()
                .start();
    }

    private static PropertySource file(String yaml) throws IOException {
        return PropertySource.of(
                "file",
                new YamlPropertySourceLoader()
                        .read("file", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private static Handler handler(ApplicationContext context, String name) {
        return context.getBean(Handler.class, Qualifiers.byName(name));
    }
}
