package io.recoverymesh.trigger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final TopicPartition HEALTH = new TopicPartition("health", 0);
    private static final TopicPartition ALERT = new TopicPartition("alert", 0);

    private final List<CompletableFuture<Map<TopicPartition, Long>>> asked = new ArrayList<>();
    private final CatchUp catchUp = new CatchUp(List.of(HEALTH, ALERT), partitions -> {
        asked.add(new CompletableFuture<>());
        return asked.getLast();
    });

    @Test
    void isDoneWhenEveryTopicWasReadAsFarAsItReachedAtTheStart() {
        catchUp.read("health", 7);
        assertThat(catchUp.isDone()).as("nobody knows yet how much there is").isFalse();
        asked.getFirst().complete(Map.of(HEALTH, 7L, ALERT, 3L));
        assertThat(catchUp.isDone()).isFalse();
        catchUp.read("alert", 2);
        assertThat(catchUp.isDone()).isFalse();
        catchUp.read("alert", 3);
        assertThat(catchUp.isDone()).isTrue();
    }

    @Test
    void nothingUnreadIsNothingToWaitFor() {
        asked.getFirst().complete(Map.of());
        assertThat(catchUp.isDone()).isTrue();
    }

    @Test
    void asksAgainWhenKafkaDidNotAnswer() {
        asked.getFirst().completeExceptionally(new IllegalStateException("away"));
        assertThat(catchUp.isDone()).isFalse();
        assertThat(asked).hasSize(2);
        asked.getLast().complete(Map.of());
        assertThat(catchUp.isDone()).isTrue();
    }
}
