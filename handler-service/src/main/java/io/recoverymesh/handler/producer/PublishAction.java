package io.recoverymesh.handler.producer;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes one record. */
public final class PublishAction implements Action {
    private static final String SCHEMA = """
        {"type":"object","additionalProperties":false,"required":["topic"],"properties":{\
        "topic":{"type":"string"},"key":{"type":"string"},"value":{},"tombstone":{"type":"boolean","default":false},\
        "headers":{"type":"object"}}}\
        """;

    private final ProducerRules rules;
    private final RecordSender sender;

    public PublishAction(ProducerRules rules, RecordSender sender) {
        this.rules = rules;
        this.sender = sender;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction("publish", "Publishes a record to a topic", Safety.ONCE, SCHEMA, null);
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            Message.of(arguments, rules);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Message message = Message.of(invocation.arguments(), rules);
        return sender.send(message.topic(), message.key(), message.value(), message.headers(), invocation, context);
    }

    /** @param value null: a tombstone */
    private record Message(
            String topic, @Nullable String key, @Nullable String value, Map<String, String> headers) {
        static Message of(Arguments arguments, ProducerRules rules) {
            Given given = Given.to("kafka/publish", arguments).only("topic", "key", "value", "tombstone", "headers");
            String topic = given.required("topic");
            rules.requireTopic(topic);
            boolean tombstone = given.flag("tombstone", false);
            JsonNode value = given.value("value").orElse(null);
            String key = given.text("key").orElse(null);
            if (tombstone != (value == null)) {
                throw given.refusal("value", "given, or else 'tombstone: true'", tombstone ? "both" : "neither");
            }
            if (tombstone && key == null) {
                throw given.missing("key");
            }
            String text = value == null ? null : value.isValueNode() ? value.asText() : value.toString();
            return new Message(topic, key, text, given.texts("headers"));
        }
    }
}
