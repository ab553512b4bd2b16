package io.recoverymesh.standalone.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.producer.ConsumerAction;
import io.recoverymesh.handler.producer.ProducerRules;
import io.recoverymesh.handler.producer.PublishAction;
import io.recoverymesh.handler.producer.RecordSender;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that write to Kafka, against a real broker. */
@Timeout(60)
class KafkaActionIT {
    private final String name = "kafka-action-" + System.nanoTime();
    private final String topic = name + ".events";
    private final String control = name + ".control";
    private final String servers = MeshInfrastructure.shared().bootstrapServers();
    private final ProducerRules rules =
            new ProducerRules(List.of("kafka-action-*"), List.of("orders-*"), control, "mesh.");
    private final RecordSender sender = sender(servers);

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(topic, control).stream()
                            .map(each -> new NewTopic(each, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        sender.close();
    }

    @Test
    void publishesARecordWithTheKeyOfTheStep() throws Exception {
        Action publish = new PublishAction(rules, sender);

        Outcome outcome = perform(
                publish,
                "{\"topic\":\"" + topic + "\",\"key\":\"k\",\"value\":{\"a\":[1]},\"headers\":{\"kind\":\"replay\"}}");
        perform(publish, "{\"topic\":\"" + topic + "\",\"key\":\"k\",\"tombstone\":true}");

        assertThat(outcome).isEqualTo(Outcome.success("{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":0}"));
        List<ConsumerRecord<String, String>> records = read(topic, 2);
        assertThat(records.get(0).key()).isEqualTo("k");
        assertThat(records.get(0).value()).isEqualTo("{\"a\":[1]}");
        assertThat(header(records.get(0), "idempotency-key")).isEqualTo("key-1");
        assertThat(header(records.get(0), "traceparent")).isEqualTo("00-trace-span-01");
        assertThat(header(records.get(0), "mesh-recovery")).isEqualTo("r-1");
        assertThat(header(records.get(0), "kind")).isEqualTo("replay");
        assertThat(records.get(1).value()).isNull();
    }

    @Test
    void tellsConsumersToPauseAndToGoOn() throws Exception {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
        perform(
                new ConsumerAction(true, rules, sender, clock),
                "{\"group\":\"orders-eu\",\"reason\":\"database restarts\",\"for\":\"15m\"}");
        perform(new ConsumerAction(false, rules, sender, clock), "{\"group\":\"orders-eu\"}");

        List<ConsumerRecord<String, String>> records = read(control, 2);
        assertThat(records).extracting(ConsumerRecord::key).containsOnly("orders-eu");
        assertThat(records.get(0).value())
                .isEqualTo(
                        "{\"group\":\"orders-eu\",\"state\":\"PAUSED\",\"reason\":\"database restarts\","
                                + "\"recovery\":\"r-1\",\"target\":\"team/orders\",\"fence\":7,\"until\":\"2026-01-02T03:19:05Z\"}");
        assertThat(records.get(1).value()).contains("\"state\":\"RUNNING\"");
    }

    @Test
    void refusesBeforeItStartsWhatItWouldNotPublish() {
        Action publish = new PublishAction(new ProducerRules(List.of("*"), List.of(), control, "mesh."), sender);
        Action pause = new ConsumerAction(true, rules, sender, InstantSource.system());
        assertObjection(
                publish, "{\"topic\":\"mesh.recovery.requests\",\"value\":1}", "and none of the mesh's own, but got");
        assertObjection(
                new PublishAction(rules, sender),
                "{\"topic\":\"other\",\"value\":1}",
                "allowed topics [kafka-action-*]");
        assertObjection(publish, "{\"value\":1}", "Expected 'topic' of kafka/publish, but there is none");
        assertObjection(publish, "{\"topic\":\"a\"}", "or else 'tombstone: true', but got 'neither'");
        assertObjection(publish, "{\"topic\":\"a\",\"tombstone\":true}", "Expected 'key' of kafka/publish");
        assertObjection(publish, "{\"topic\":\"a b\",\"value\":1}", "but got 'a b'");
        assertObjection(publish, "{\"topic\":\"a\",\"value\":1,\"partition\":3}", "but got 'partition'");
        assertObjection(pause, "{\"group\":\"payments\"}", "allowed groups [orders-*], but got 'payments'");
        assertObjection(pause, "{\"group\":\"orders-1\",\"for\":\"soon\"}", "Expected a duration such as");
        assertObjection(pause, "{\"group\":\"orders-1\",\"for\":\"8d\"}", "at most 7d, but got '8d'");
    }

    @Test
    void offersAnotherTryWhereKafkaIsNotThere() throws Exception {
        try (RecordSender nowhere = sender("127.0.0.1:1")) {
            Outcome outcome = perform(new PublishAction(rules, nowhere), "{\"topic\":\"" + topic + "\",\"value\":1}");
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                    .isTrue());
        }
    }

    private static void assertObjection(Action action, String with, String sentence) {
        assertThat(action.objection(Arguments.parse(with)))
                .hasValueSatisfying(said -> assertThat(said).contains(sentence));
    }

    private static RecordSender sender(String servers) {
        return new RecordSender(Map.of("bootstrap.servers", servers), text -> text, InstantSource.system());
    }

    private static Outcome perform(Action action, String with) throws Exception {
        Arguments arguments = Arguments.parse(with);
        assertThat(action.objection(arguments)).isEmpty();
        return action.perform(
                new Invocation("a", arguments, "c-1", "r-1", "policy", "team", "orders", "s", "00-trace-span-01"),
                new Given(Instant.now().plusSeconds(30)));
    }

    private List<ConsumerRecord<String, String>> read(String from, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(from, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (records.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<String, String> message, String header) {
        return new String(message.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private record Given(Instant deadline) implements Context {
        @Override
        public String idempotencyKey() {
            return "key-1";
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public long fence() {
            return 7;
        }

        @Override
        public void heartbeat(String progress) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
