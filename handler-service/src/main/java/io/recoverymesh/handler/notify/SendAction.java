package io.recoverymesh.handler.notify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Tells people, over a configured channel. A lost attempt is tried again: better twice than never. */
public final class SendAction implements Action {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String SCHEMA = """
        {"type":"object","additionalProperties":true,"required":["channel","title"],"properties":{\
        "channel":{"type":"string"},"title":{"type":"string","minLength":1},"text":{"type":"string"},\
        "severity":{"type":"string"},"flow":{"type":"string"},"recovery":{"type":"string"},\
        "target":{"type":"string"}}}\
        """;

    private final Channels channels;
    private final String link;
    private final UnaryOperator<String> redact;
    private final InstantSource clock;

    /**
     * @param link to a page about a notice, with {@code {flow}}, {@code {recovery}}, {@code {target}}; may be empty
     * @param redact takes secrets out of what people are told
     */
    public SendAction(Channels channels, String link, UnaryOperator<String> redact, InstantSource clock) {
        this.redact = redact;
        this.channels = channels;
        this.link = link;
        this.clock = clock;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction(
                "send", "Tells people, over one of the channels " + channels, Safety.IDEMPOTENT, SCHEMA, null);
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            Given given = Given.to("notify/send", arguments);
            given.required("title");
            for (String name : new String[] {"text", "severity", "flow", "recovery", "target"}) {
                given.text(name);
            }
            channels.taker(given.required("channel"));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Given given = Given.to("notify/send", invocation.arguments());
        String asked = given.required("channel");
        String taker = channels.taker(asked);
        Duration left = Duration.between(clock.instant(), context.deadline());
        Duration limit = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        if (limit.isNegative() || limit.isZero()) {
            return Outcome.failure(
                    FailureKind.TIMED_OUT, "Expected time to send a notice, but there is none left", true);
        }
        Channel channel = channels.channel(taker);
        Notice notice = Notice.of(given, invocation, link, redact);
        Outcome outcome = channel.send(
                taker.equals(asked) ? notice : notice.meantFor(asked),
                new Sending(context.idempotencyKey(), invocation.traceparent(), limit));
        return switch (outcome) {
            case Outcome.Success success -> Outcome.success(output(asked, taker, channel));
            case Outcome.Failure failure -> failure;
            case Outcome.Unknown unknown -> unknown;
            case Outcome.NotBegun notBegun -> notBegun;
        };
    }

    private static String output(String asked, String taker, Channel channel) {
        ObjectNode output = JSON.createObjectNode().put("channel", taker).put("type", channel.type());
        if (!taker.equals(asked)) {
            output.put("warning", "Channel '" + asked + "' is not configured; '" + taker + "' took the notice.");
        }
        return output.toString();
    }
}
