package io.recoverymesh.handler.secret;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.handler.logback.RedactingEncoder;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The most talkative of actions: whatever way it says its arguments, no secret gets out. */
final class DiscreetActionPropertyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 100)
    void noSecretIsInAnyResultProgressOrLine(
            @ForAll("secrets") String one, @ForAll("secrets") String two, @ForAll Way way) throws Exception {
        KnownSecrets known = KnownSecrets.ofThisProcess();
        Secrets secrets =
                new Secrets(new AllowedSecrets(List.of("env:ONE", "env:TWO")), Map.of("ONE", one, "TWO", two), known);
        List<String> lines = new ArrayList<>();
        Action action = DiscreetAction.resolving(new Talkative(way, lines), secrets);
        GivenAttempt attempt = GivenAttempt.of("key-1");
        String with = "{\"a\":\"x ${secret:env:ONE} y\",\"b\":[{\"c\":\"${secret:env:TWO}\"}]}";

        List<String> published = new ArrayList<>();
        action.objection(Arguments.parse(with)).ifPresent(published::add);
        switch (attempt.perform(action, with)) {
            case Outcome.Success success -> published.add(String.valueOf(success.output()));
            case Outcome.Failure failure -> published.add(failure.error());
            case Outcome.Unknown unknown -> published.add(unknown.error());
            case Outcome.NotBegun ignored -> published.add("not begun");
        }
        published.addAll(attempt.words());
        published.addAll(lines);

        assertThat(published).hasSizeGreaterThanOrEqualTo(3).allSatisfy(text -> {
            assertThat(text).doesNotContain(one, two);
            assertThat(unescaped(text)).doesNotContain(one, two);
        });
    }

    private static String unescaped(String text) throws Exception {
        return text.startsWith("{") ? JSON.readTree(text).path("said").asText() : text;
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withChars("JKQZ079_\"\\/+= &%ü$\n'{}:")
                .ofMinLength(6)
                .ofMaxLength(50)
                .filter(secret -> secret.strip().length() >= 6);
    }

    enum Way {
        OUTPUT,
        PLAIN_OUTPUT,
        ERROR,
        EXCEPTION,
        BAD_ARGUMENT
    }

    private record Talkative(Way way, List<String> lines) implements Action {
        @Override
        public HandlerAction description() {
            return new HandlerAction("talk", "Says all it is given", Safety.ONCE, null, null);
        }

        @Override
        public Optional<String> objection(Arguments arguments) {
            return Optional.of("Expected nothing, but got " + said(arguments));
        }

        @Override
        public Outcome perform(Invocation invocation, Context context) throws Exception {
            String said = said(invocation.arguments());
            context.heartbeat("now " + said);
            log(said);
            ObjectNode output = JSON.createObjectNode().put("said", said);
            return switch (way) {
                case OUTPUT -> Outcome.success(output.put(said, 1).toString());
                case PLAIN_OUTPUT -> Outcome.success(said);
                case ERROR -> Outcome.failure(FailureKind.FAILED, "It said " + said, true);
                case EXCEPTION -> throw new IllegalStateException(said, new IllegalStateException(said));
                case BAD_ARGUMENT -> throw new IllegalArgumentException(said);
            };
        }

        private static String said(Arguments arguments) {
            return arguments.text("a").orElseThrow() + " | "
                    + arguments.value("b").orElseThrow().get(0).get("c").asText();
        }

        private void log(String said) {
            LoggerContext context = new LoggerContext();
            RedactingEncoder encoder = new RedactingEncoder();
            encoder.setContext(context);
            encoder.setPattern("%msg%n");
            encoder.start();
            Logger logger = context.getLogger("test");
            LoggingEvent event = new LoggingEvent(
                    "test", logger, Level.INFO, "said {}", new IllegalStateException(said), new Object[] {said});
            lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
        }
    }
}
