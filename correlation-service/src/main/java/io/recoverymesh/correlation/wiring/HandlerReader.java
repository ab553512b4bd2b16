package io.recoverymesh.correlation.wiring;

import io.recoverymesh.common.kafka.CompactedTopic;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.HandlerAnnounced;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows mesh.handlers: who runs, and which actions it offers. */
@Singleton
final class HandlerReader {
    private final CompactedTopic<HandlerAnnounced> topic;
    private final Map<String, HandlerAnnounced> running = new ConcurrentHashMap<>();

    HandlerReader(CorrelationSettings settings) {
        AvroDeserializer<HandlerAnnounced> deserializer = new AvroDeserializer<>(HandlerAnnounced.class);
        deserializer.configure(Map.of("schema.registry.url", settings.registryUrl()), false);
        topic = new CompactedTopic<>(
                settings.topics().handlers.name(), settings.clients(), deserializer, this::onEntry);
    }

    void start() {
        topic.start();
    }

    /** Actions by handler, over all instances that run. */
    Map<String, Set<String>> actions() {
        return running.values().stream()
                .collect(Collectors.toMap(
                        HandlerAnnounced::getHandler,
                        announced -> announced.getActions().stream()
                                .map(HandlerAction::getName)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (a, b) -> {
                            Set<String> both = new TreeSet<>(a);
                            both.addAll(b);
                            return both;
                        }));
    }

    @PreDestroy
    void stop() {
        topic.close();
    }

    private void onEntry(String key, @Nullable HandlerAnnounced announced) {
        if (announced == null || !announced.getRunning()) {
            running.remove(key);
        } else {
            running.put(key, announced);
        }
    }
}
