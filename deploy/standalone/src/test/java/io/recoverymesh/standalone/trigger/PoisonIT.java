package io.recoverymesh.standalone.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.schemas.TargetHealth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One record in ten is poison of every kind that has been seen; all others arrive, and every poison has its reason. */
@Timeout(180)
final class PoisonIT {
    private static final int RECORDS = 600;
    private static final int EVERY = 10;
    private static final int LARGE = 10_000_000;

    @Test
    void partitionsKeepMovingWhenOneRecordInTenIsPoison(@TempDir Path state) {
        try (TriggerUnderTest trigger = new TriggerUnderTest("poisoned", state)) {
            trigger.start();
            String topic = trigger.topics.health.name();
            trigger.allowRecordsOf(topic, 2 * LARGE);
            List<byte[]> poison = poison();
            for (int i = 0; i < RECORDS; i++) {
                boolean isPoison = i % EVERY == 0;
                byte[] value = isPoison
                        ? poison.get(i / EVERY % poison.size())
                        : "{\"status\":\"DOWN\"}".getBytes(StandardCharsets.UTF_8);
                trigger.send(topic, isPoison ? i / EVERY % 4 : null, "target-" + i, value);
            }

            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                assertThat(trigger.readRaw(trigger.topics.health.deadLetters())).hasSize(RECORDS / EVERY);
                assertThat(trigger.read(trigger.topics.targets.name(), TargetHealth.class))
                        .hasSize(RECORDS - RECORDS / EVERY);
            });
            assertThat(trigger.readRaw(trigger.topics.health.deadLetters())).allSatisfy(letter -> {
                assertThat(RecordHeaders.text(letter.headers(), "__recovery.errors.reason"))
                        .startsWith("Expected");
                assertThat(letter.value()).hasSizeLessThanOrEqualTo(1024 * 1024);
            });
        }
    }

    /** Each comes as often as the others, but for the large one, which is one in twelve of them. */
    private static List<byte[]> poison() {
        byte[] noise = new byte[300];
        new Random(7).nextBytes(noise);
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 'x');
        System.arraycopy(bytes("{\"status\":\"UP\",\"x\":\""), 0, large, 0, 20);
        return List.of(
                bytes("garbage"),
                noise,
                new byte[] {0, 0, 0, 127, 127, 1, 2, 3},
                new byte[] {0},
                bytes("{\"status\":"),
                bytes("{\"status\":\"SICK\"}"),
                bytes("[".repeat(10_000) + "]".repeat(10_000)),
                bytes("{\"status\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001)),
                bytes("[]"),
                bytes("{\"status\":\"UP\",\"observedAt\":\"yesterday\"}"),
                bytes("{\"specversion\":\"0.2\"}"),
                large);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
