package io.recoverymesh.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.recoverymesh.common.registry.RegistryException.Reason;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepCommand;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any registry must do for the serdes to be right; run against the one in memory and against a real one. */
public abstract class SchemaRegistryContract {

    private static final Schema ONE_FIELD = record().requiredString("a").endRecord();
    private static final Schema WITH_OPTIONAL =
            record().requiredString("a").optionalString("b").endRecord();
    private static final Schema WITH_REQUIRED =
            record().requiredString("a").requiredLong("c").endRecord();

    private final String topic = "contract-" + UUID.randomUUID();
    private final String subject = topic + "-value";

    /** The configuration that addresses the registry under test, as serdes get it. */
    protected abstract Map<String, Object> config();

    private static SchemaBuilder.FieldAssembler<Schema> record() {
        return SchemaBuilder.record("R").namespace("io.recoverymesh.test").fields();
    }

    private SchemaRegistry registry() {
        return SchemaRegistries.of(config());
    }

    @BeforeEach
    void demandBackward() {
        registry().compatibility(Compatibility.BACKWARD);
    }

    @Test
    void givesTheSameIdForTheSameSchema() {
        int id = registry().register(subject, ONE_FIELD);

        assertThat(registry().register(subject, ONE_FIELD)).isEqualTo(id);
        assertThat(registry().idOf(subject, ONE_FIELD)).isEqualTo(id);
        assertThat(registry().schemaOf(id)).isEqualTo(ONE_FIELD);
    }

    @Test
    void countsVersionsPerSubject() {
        registry().register(subject, ONE_FIELD);
        int second = registry().register(subject, WITH_OPTIONAL);

        RegisteredSchema latest = registry().latest(subject);

        assertThat(latest).isEqualTo(new RegisteredSchema(subject, 2, second, WITH_OPTIONAL));
    }

    @Test
    void refusesAVersionThatCannotReadTheEarlierOne() {
        registry().register(subject, ONE_FIELD);

        assertThat(registry().accepts(subject, WITH_REQUIRED)).isFalse();
        refuses(Reason.INCOMPATIBLE, () -> registry().register(subject, WITH_REQUIRED));
        assertThat(registry().latest(subject).version()).isEqualTo(1);
    }

    @Test
    void acceptsAVersionThatReadsTheEarlierOne() {
        registry().register(subject, ONE_FIELD);

        assertThat(registry().accepts(subject, WITH_OPTIONAL)).isTrue();
    }

    @Test
    void acceptsAnythingAsTheFirstVersion() {
        assertThat(registry().accepts(subject, WITH_REQUIRED)).isTrue();
    }

    @Test
    void liftsTheDemandForOneSubjectOnly() {
        registry().register(subject, ONE_FIELD);
        registry().compatibility(subject, Compatibility.NONE);

        assertThat(registry().compatibility(subject)).contains(Compatibility.NONE);
        assertThat(registry().compatibility()).isEqualTo(Compatibility.BACKWARD);
        registry().register(subject, WITH_REQUIRED);
        assertThat(registry().latest(subject).version()).isEqualTo(2);
    }

    @Test
    void changesTheDemandForAll() {
        registry().compatibility(Compatibility.FULL_TRANSITIVE);

        assertThat(registry().compatibility()).isEqualTo(Compatibility.FULL_TRANSITIVE);
    }

    @Test
    void tellsAnUnknownSubjectFromAnUnknownSchema() {
        refuses(Reason.SUBJECT_NOT_FOUND, () -> registry().latest(subject));
        refuses(Reason.SUBJECT_NOT_FOUND, () -> registry().idOf(subject, ONE_FIELD));
        registry().register(subject, ONE_FIELD);
        refuses(Reason.SCHEMA_NOT_FOUND, () -> registry().idOf(subject, WITH_OPTIONAL));
        refuses(Reason.SCHEMA_NOT_FOUND, () -> registry().schemaOf(987_654_321));
    }

    @Test
    void keepsOurOwnSchemasAsTheyAre() {
        for (Schema schema :
                new Schema[] {HealthReported.SCHEMA$, RecoveryEvent.SCHEMA$, StepCommand.SCHEMA$, FlowView.SCHEMA$}) {
            String own = topic + "-" + schema.getName() + "-value";

            int id = registry().register(own, schema);

            assertThat(registry().schemaOf(id)).isEqualTo(schema);
            assertThat(registry().latest(own).schema()).isEqualTo(schema);
            assertThat(registry().idOf(own, schema)).isEqualTo(id);
        }
    }

    @Test
    void carriesARecordFromWriterToReader() {
        HealthReported report = HealthReported.newBuilder()
                .setId("1")
                .setTarget("payments/payments-1")
                .setStatus(HealthStatus.DOWN)
                .setObservedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setSource("contract")
                .setLabels(Map.of("zone", "a"))
                .build();
        try (AvroSerde<HealthReported> serde = AvroSerde.ofValue(HealthReported.class, config())) {
            byte[] bytes = serde.serializer().serialize(topic, report);

            assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(report);
            assertThat(bytes[0]).isZero();
            assertThat(ByteBuffer.wrap(bytes).getInt(1))
                    .isEqualTo(registry().latest(subject).id());
        }
    }

    private static void refuses(Reason reason, Runnable request) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(request::run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .withMessageStartingWith("Expected ");
    }
}
