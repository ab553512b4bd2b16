package io.recoverymesh.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.registry.AvroSerde;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class MeshInfrastructureIT {

    @Test
    void carriesASignalThroughTheBrokerWithASchemaOfTheRegistry() throws Exception {
        MeshInfrastructure mesh = MeshInfrastructure.shared();
        Map<String, Object> config =
                Map.of("bootstrap.servers", mesh.bootstrapServers(), "group.id", "it", "auto.offset.reset", "earliest");
        HealthReported report = HealthReported.newBuilder()
                .setId("1")
                .setTarget("payments")
                .setStatus(HealthStatus.DOWN)
                .setObservedAt(Instant.ofEpochMilli(1))
                .setSource("it")
                .build();
        AvroSerde<HealthReported> serde = AvroSerde.ofValue(HealthReported.class, mesh.serdeConfig());
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic("it.health", 1, (short) 1)))
                    .all()
                    .get();
        }

        try (var producer = new KafkaProducer<>(config, new StringSerializer(), serde.serializer())) {
            producer.send(new ProducerRecord<>("it.health", "payments", report)).get();
        }

        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), serde.deserializer())) {
            consumer.subscribe(List.of("it.health"));
            var records = consumer.poll(Duration.ofSeconds(20));
            assertThat(records).extracting(each -> each.value()).containsExactly(report);
        }
    }
}
