package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.Declared;
import io.recoverymesh.trigger.Sent;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.trigger.TargetState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in a test driver, with a registry in memory. */
final class TopologyBench implements AutoCloseable {
    static final Map<String, Object> SERDES = Map.of("schema.registry.url", "mock://trigger-topology");
    static final Duration HOLD = Duration.ofSeconds(30);
    static final Topics TOPICS = Topics.withDefaultPrefix();

    final TopologyTestDriver driver;
    volatile Catalogue catalogue = Catalogue.EMPTY;
    private final AvroSerializer<SpecificRecord> avro = new AvroSerializer<>();

    TopologyBench(Path directory, int partitions) {
        this(directory, partitions, Sent.T0);
    }

    TopologyBench(Path directory, int partitions, Instant start) {
        avro.configure(SERDES, false);
        StreamsSettings streams =
                new StreamsSettings("trigger-test", directory, Duration.ofMillis(100), 1, -1, 1024 * 1024);
        driver = new TopologyTestDriver(
                TriggerTopology.build(settings(partitions), () -> catalogue, TriggerObserver.NONE),
                streams.properties(ClientSettings.of("unused:1", Map.of()), "mock://trigger-topology", null),
                start);
    }

    /** One partition, and a policy of each kind: at once, after a hold, after another recovery. */
    static TopologyBench withPolicies(Path directory) {
        TopologyBench bench = new TopologyBench(directory, 1);
        bench.catalogue = Declared.catalogue(
                Declared.policy("restart", Declared.onHealth("payments", "DOWN").done()),
                Declared.policy(
                        "slow",
                        Declared.onHealth("orders", "DOWN").holdFor(HOLD).done()),
                Declared.policy(
                        "warm", Declared.onRecovery("restart", "RECOVERED").done()));
        return bench;
    }

    static TopologySettings settings(int partitions) {
        return new TopologySettings(TOPICS, partitions, Duration.ofMillis(100), 1000, SERDES);
    }

    void send(String topic, String key, SpecificRecord value) {
        sendRaw(topic, key, Objects.requireNonNull(avro.serialize(topic, value)), new RecordHeaders());
    }

    /** Sends a record that was made for another topic. */
    void sendStrange(String topic, String key, SpecificRecord value) {
        sendRaw(topic, key, Objects.requireNonNull(avro.serialize("strange-" + topic, value)), new RecordHeaders());
    }

    void sendRaw(String topic, String key, byte[] value, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, headers, Sent.T0));
    }

    <T extends SpecificRecord> List<TestRecord<String, T>> read(String topic, Class<T> type) {
        AvroDeserializer<T> values = new AvroDeserializer<>(type);
        values.configure(SERDES, false);
        return driver.createOutputTopic(topic, new StringDeserializer(), values).readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> readRaw(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** What a restart does with the stores: they come back from their changelogs. */
    void restoreFrom(TopologyBench other) {
        KeyValueStore<String, TargetState> states = driver.getKeyValueStore(TriggerTopology.STATES);
        other.driver
                .<String, TargetState>getKeyValueStore(TriggerTopology.STATES)
                .all()
                .forEachRemaining(entry -> states.put(entry.key, entry.value));
        KeyValueStore<Bytes, byte[]> timers = driver.getKeyValueStore(TriggerTopology.TIMERS);
        other.driver
                .<Bytes, byte[]>getKeyValueStore(TriggerTopology.TIMERS)
                .all()
                .forEachRemaining(entry -> timers.put(entry.key, entry.value));
    }

    /** Targets of which something is kept. */
    List<String> states() {
        List<String> targets = new ArrayList<>();
        driver.<String, TargetState>getKeyValueStore(TriggerTopology.STATES)
                .all()
                .forEachRemaining(entry -> targets.add(entry.key));
        return targets;
    }

    /** When something is due. */
    List<Instant> timers() {
        List<Instant> due = new ArrayList<>();
        driver.<Bytes, byte[]>getKeyValueStore(TriggerTopology.TIMERS)
                .all()
                .forEachRemaining(entry -> due.add(
                        Instant.ofEpochMilli(ByteBuffer.wrap(entry.key.get()).getLong())));
        return due;
    }

    @Override
    public void close() {
        driver.close();
    }
}
