package io.recoverymesh.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CatchUpTest {
    @Test
    void isDoneAtOnceWhereNothingIsUnread() {
        CatchUp catchUp = new CatchUp(() -> -1, Runnable::run);
        await().until(catchUp::isDone);
    }

    @Test
    void isDoneWhenTheLastRecordWasProcessed() {
        AtomicInteger asked = new AtomicInteger();
        CatchUp catchUp = new CatchUp(
                () -> {
                    asked.incrementAndGet();
                    return 7;
                },
                Runnable::run);
        await().until(() -> asked.get() == 1);
        catchUp.processed(6);
        assertThat(catchUp.isDone()).isFalse();
        catchUp.processed(7);
        await().until(catchUp::isDone);
    }

    @Test
    void asksAgainWhenKafkaDidNotAnswer() {
        AtomicInteger asked = new AtomicInteger();
        CatchUp catchUp = new CatchUp(
                () -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new IllegalStateException("Kafka is away");
                    }
                    return -1;
                },
                Runnable::run);
        await().until(catchUp::isDone);
        assertThat(asked).hasValue(3);
    }
}
