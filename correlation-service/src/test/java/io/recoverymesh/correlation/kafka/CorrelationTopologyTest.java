package io.recoverymesh.correlation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.kafka.StreamsDefaults;
import io.recoverymesh.common.registry.AvroSerde;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.decision.Addressees;
import io.recoverymesh.correlation.decision.Contracts;
import io.recoverymesh.correlation.guard.Neighbourhood;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.GroupLoad;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorrelationTopologyTest {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final String REGISTRY = "mock://correlation-topology-test";

    private final AtomicLong lastUnread = new AtomicLong(-1);
    private final MeshGroups groups = new MeshGroups();
    private final Path stateDir;

    @SuppressWarnings("NullAway.Init")
    private TopologyTestDriver driver;

    CorrelationTopologyTest(@TempDir Path stateDir) {
        this.stateDir = stateDir;
    }

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.putAll(StreamsDefaults.of("test", "127.0.0.1:1", REGISTRY, stateDir));
        // the driver loses dead letters of undecodable records when its mock producer is transactional
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(
                CorrelationTopology.of(TOPICS, shell(), Map.of("schema.registry.url", REGISTRY)),
                config,
                TopologyRecords.START);
        pass(Duration.ofMillis(200));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void topologyIsAsReviewed() throws IOException {
        String described = CorrelationTopology.of(TOPICS, shell(), Map.of("schema.registry.url", REGISTRY))
                .describe()
                .toString();
        Path golden = Path.of("src/test/resources/correlation-topology.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, described, UTF_8);
        }
        assertThat(described)
                .as("a renamed store or topic loses state; review, then run with -Dgolden.update=true")
                .isEqualTo(Files.readString(golden, UTF_8));
    }

    @Test
    void oneRequestBecomesOneRecoveryThatTheTargetsHealthVerifies() {
        send(TOPICS.targets, TopologyRecords.down());
        send(TOPICS.requests, TopologyRecords.request("q1"));
        List<StepCommand> commands = read(TOPICS.commands("exec"));
        assertThat(commands).hasSize(1);
        assertThat(commands.getFirst().getBody().toString()).contains("payments");
        send(
                TOPICS.results,
                TopologyRecords.result(commands.getFirst(), new AttemptStarted(TopologyRecords.START.plusSeconds(30))));
        send(TOPICS.results, TopologyRecords.result(commands.getFirst(), new AttemptSucceeded(null, 5L)));
        pass(Duration.ofSeconds(1));
        send(TOPICS.targets, TopologyRecords.up());
        pass(Duration.ofSeconds(9));
        assertThat(endings()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(endings()).containsExactly(Outcome.RECOVERED);
        List<FlowView> flows = read(TOPICS.flows);
        assertThat(flows.getLast().getState()).isEqualTo(FlowState.CLOSED);
        assertThat(flows.getLast().getOutcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(this.<GroupLoad>read(TOPICS.groups).getLast().getActive()).isZero();
    }

    @Test
    void theSameBadPeriodIsRecoveredOnce() {
        send(TOPICS.targets, TopologyRecords.down());
        for (int i = 0; i < 50; i++) {
            send(TOPICS.requests, TopologyRecords.request("q" + i));
        }
        assertThat(this.<StepCommand>read(TOPICS.commands("exec"))).hasSize(1);
        List<Verdict> verdicts = verdicts();
        assertThat(verdicts.subList(0, 1)).containsExactly(Verdict.ADMITTED);
        assertThat(verdicts.subList(1, 50)).containsOnly(Verdict.JOINED);
    }

    @Test
    void aRedeliveredRequestGetsNoSecondVerdict() {
        send(TOPICS.requests, TopologyRecords.request("q1"));
        send(TOPICS.requests, TopologyRecords.request("q1"));
        assertThat(verdicts()).containsExactly(Verdict.ADMITTED);
    }

    @Test
    void sequencesHaveNoGapsAndHeadersNameTheCause() {
        send(TOPICS.targets, TopologyRecords.down());
        send(TOPICS.requests, TopologyRecords.request("q1"));
        send(TOPICS.requests, TopologyRecords.request("q2"));
        List<TestRecord<String, SpecificRecord>> records = records(TOPICS.events);
        assertThat(records)
                .extracting(r -> ((RecoveryEvent) r.value()).getSequence())
                .containsExactly(1L, 2L);
        TestRecord<String, SpecificRecord> first = records.getFirst();
        assertThat(first.key()).isEqualTo("shop/payments");
        assertThat(RecordHeaders.text(first.headers(), "causationid")).isEqualTo("q1");
        assertThat(RecordHeaders.text(first.headers(), "correlationid")).isEqualTo("f-1");
        assertThat(RecordHeaders.text(first.headers(), "traceparent")).startsWith("00-");
    }

    @Test
    void admitsNothingBeforeTheHealthOfAllTargetsIsRead() {
        driver.close();
        lastUnread.set(0);
        start();
        send(TOPICS.requests, TopologyRecords.request("q1"));
        assertThat(verdicts()).containsExactly(Verdict.DEFERRED);
        send(TOPICS.targets, TopologyRecords.down());
        pass(Duration.ofSeconds(1));
        assertThat(verdicts()).containsExactly(Verdict.ADMITTED);
    }

    @Test
    void poisonGoesToTheDeadLettersAndItsNeighboursAreDecided() {
        TestInputTopic<String, byte[]> raw =
                driver.createInputTopic(TOPICS.requests.name(), new StringSerializer(), new ByteArraySerializer());
        raw.pipeInput("shop/payments", "garbage".getBytes(UTF_8));
        raw.pipeInput("shop/payments", new byte[] {0, 0, 0, 99, 1, 2, 3});
        send(TOPICS.requests, TopologyRecords.request("q1"));
        assertThat(verdicts()).containsExactly(Verdict.ADMITTED);
        TestOutputTopic<String, String> dead = driver.createOutputTopic(
                TOPICS.requests.deadLetters(), new StringDeserializer(), new StringDeserializer());
        List<TestRecord<String, String>> letters = dead.readRecordsToList();
        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst().value()).isEqualTo("garbage");
        assertThat(RecordHeaders.text(letters.getFirst().headers(), "__recovery.errors.reason"))
                .contains("xpected")
                .contains("but");
    }

    @Test
    void aRequestWhosePolicyIsBrokenChangesNothing() {
        RecoveryRequest broken = RecoveryRequest.newBuilder(TopologyRecords.request("q1"))
                .setPolicyDocument("{}")
                .setPolicyVersion("broken")
                .build();
        send(TOPICS.requests, broken);
        send(TOPICS.requests, TopologyRecords.request("q2"));
        assertThat(verdicts()).containsExactly(Verdict.ADMITTED);
        assertThat(driver.createOutputTopic(
                                TOPICS.requests.deadLetters(), new StringDeserializer(), new StringDeserializer())
                        .getQueueSize())
                .isEqualTo(1);
    }

    private Shell shell() {
        return new Shell(
                groups,
                Neighbourhood.NONE,
                Contracts.NONE,
                Addressees.NOBODY,
                handler -> null,
                partition -> lastUnread.get(),
                new SilentTelemetry(),
                Duration.ofMillis(100),
                Runnable::run);
    }

    private List<Outcome> endings() {
        return this.<RecoveryEvent>read(TOPICS.events).stream()
                .flatMap(event -> event.getFacts().stream())
                .filter(RecoveryEnded.class::isInstance)
                .map(fact -> ((RecoveryEnded) fact).getOutcome())
                .toList();
    }

    private List<Verdict> verdicts() {
        return this.<RecoveryEvent>read(TOPICS.events).stream()
                .flatMap(event -> event.getFacts().stream())
                .filter(VerdictGiven.class::isInstance)
                .map(fact -> ((VerdictGiven) fact).getVerdict())
                .toList();
    }

    private void pass(Duration time) {
        for (long i = 0; i < time.toMillis() / 100; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }
    }

    private void send(Topic topic, SpecificRecord record) {
        TestInputTopic<String, SpecificRecord> input =
                driver.createInputTopic(topic.name(), new StringSerializer(), serde().serializer());
        input.pipeInput("shop/payments", record);
    }

    @SuppressWarnings("unchecked")
    private <T extends SpecificRecord> List<T> read(Topic topic) {
        return records(topic).stream().map(r -> (T) r.value()).toList();
    }

    private List<TestRecord<String, SpecificRecord>> records(Topic topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), serde().deserializer())
                .readRecordsToList();
    }

    private static AvroSerde<SpecificRecord> serde() {
        AvroSerde<SpecificRecord> serde = new AvroSerde<>();
        serde.configure(Map.of("schema.registry.url", REGISTRY), false);
        return serde;
    }
}
