package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.recoverymesh.correlation.live.Feed;
import io.recoverymesh.correlation.live.Notice;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** The feed of those who watch. */
@Factory
final class LiveBeans {
    @Singleton
    @Bean(preDestroy = "close")
    Feed feed(ObjectMapper json) {
        return new Feed(UUID.randomUUID().toString().substring(0, 8), notices -> write(json, notices));
    }

    private static String write(ObjectMapper json, List<Notice> notices) {
        try {
            return json.writeValueAsString(notices);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected to write notices as JSON, but " + e.getMessage(), e);
        }
    }
}
