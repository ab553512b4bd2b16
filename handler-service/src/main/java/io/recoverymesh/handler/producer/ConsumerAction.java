package io.recoverymesh.handler.producer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the consumers of a group to pause or to go on, by a record with the group's name as key: the last one counts. */
public final class ConsumerAction implements Action {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern GROUP = Pattern.compile("\\S{1,249}");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String SCHEMA = """
        {"type":"object","additionalProperties":false,"required":["group"],"properties":{\
        "group":{"type":"string"},"reason":{"type":"string"},"for":{"type":"string"}}}\
        """;

    private final boolean pause;
    private final ProducerRules rules;
    private final RecordSender sender;
    private final InstantSource clock;

    /** @param pause else: go on */
    public ConsumerAction(boolean pause, ProducerRules rules, RecordSender sender, InstantSource clock) {
        this.pause = pause;
        this.rules = rules;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public HandlerAction description() {
        String words = pause
                ? "Tells the consumers of a group to pause"
                : "Tells the consumers of a group to go on: takes kafka/pause back";
        return new HandlerAction(name(), words, Safety.IDEMPOTENT, SCHEMA, pause ? "kafka/resume" : null);
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            read(arguments);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Told told = read(invocation.arguments());
        ObjectNode value = JSON.createObjectNode()
                .put("group", told.group())
                .put("state", pause ? "PAUSED" : "RUNNING")
                .put("reason", told.reason())
                .put("recovery", invocation.recoveryId())
                .put("target", invocation.group() + "/" + invocation.target())
                .put("fence", context.fence());
        if (told.longest() != null && pause) {
            value.put("until", clock.instant().plus(told.longest()).toString());
        }
        return sender.send(rules.controlTopic(), told.group(), value.toString(), Map.of(), invocation, context);
    }

    private String name() {
        return pause ? "pause" : "resume";
    }

    private Told read(Arguments arguments) {
        Given given = Given.to("kafka/" + name(), arguments).only("group", "reason", "for");
        String group = given.required("group", GROUP, "the name of a consumer group");
        rules.requireGroup(group);
        Duration longest = given.text("for").map(Durations::parse).orElse(null);
        if (longest != null && (longest.isZero() || longest.compareTo(LONGEST) > 0)) {
            throw given.refusal("for", "a duration above zero, at most 7d", Durations.format(longest));
        }
        return new Told(group, given.text("reason").orElse(""), longest);
    }

    private record Told(
            String group, String reason, @Nullable Duration longest) {}
}
