package io.recoverymesh.correlation.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.common.arguments.ArgumentsSchema;
import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.kafka.CompactedTopic;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.HandlerAnnounced;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows mesh.handlers: who runs, and which actions it offers. */
@Singleton
final class HandlerReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_CHARS = 32 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(HandlerReader.class);

    private final CompactedTopic<HandlerAnnounced> topic;
    private final Map<String, Instance> running = new ConcurrentHashMap<>();
    private volatile Offers offers = Offers.NONE;

    HandlerReader(CorrelationSettings settings) {
        AvroDeserializer<HandlerAnnounced> deserializer = new AvroDeserializer<>(HandlerAnnounced.class);
        deserializer.configure(Map.of("schema.registry.url", settings.registryUrl()), false);
        topic = new CompactedTopic<>(
                settings.topics().handlers.name(), settings.clients(), deserializer, this::onEntry);
    }

    void start() {
        topic.start();
    }

    /** What they offer, over all instances that run. */
    Offers offers() {
        return offers;
    }

    /** What the action announced against these arguments; those of unusual length are left to the handler. */
    Optional<String> objection(String handler, String action, String arguments) {
        if (arguments.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            List<String> objections = offers().objections(handler, action, JSON.readTree(arguments));
            return objections.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", objections));
        } catch (JsonProcessingException e) {
            return Optional.of("Expected arguments that are JSON, but " + e.getOriginalMessage());
        }
    }

    @PreDestroy
    void stop() {
        topic.close();
    }

    private void onEntry(String key, @Nullable HandlerAnnounced announced) {
        if (announced == null || !announced.getRunning()) {
            if (running.remove(key) != null) {
                offers = together();
            }
            return;
        }
        Instance known = running.get(key);
        if (known == null || !known.said().equals(announced.getActions())) {
            running.put(key, Instance.of(announced));
            offers = together();
        }
    }

    private Offers together() {
        Map<String, Map<String, Offers.Offer>> actions = new HashMap<>();
        running.values().forEach(instance -> actions.computeIfAbsent(instance.handler(), added -> new TreeMap<>())
                .putAll(instance.actions()));
        return Offers.of(actions);
    }

    /** One instance's, its schemas compiled once: it announces itself every few seconds. */
    private record Instance(String handler, List<HandlerAction> said, Map<String, Offers.Offer> actions) {
        static Instance of(HandlerAnnounced announced) {
            Map<String, Offers.Offer> actions = new TreeMap<>();
            for (HandlerAction action : announced.getActions()) {
                actions.put(action.getName(), new Offers.Offer(schema(announced, action), action.getUndo()));
            }
            return new Instance(announced.getHandler(), announced.getActions(), actions);
        }

        private static @Nullable ArgumentsSchema schema(HandlerAnnounced announced, HandlerAction action) {
            String json = action.getArgumentsSchema();
            try {
                return json == null ? null : ArgumentsSchema.of(json);
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "Arguments of {}/{} are not checked: {}",
                        announced.getHandler(),
                        action.getName(),
                        e.getMessage());
                return null;
            }
        }
    }
}
