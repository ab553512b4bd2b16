package io.recoverymesh.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.event.TraceParent;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.otlp.OtlpSender;
import io.recoverymesh.correlation.otlp.OtlpSettings;
import io.recoverymesh.correlation.otlp.TraceExport;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class TraceExportIT {
    private static final int FLOWS = 700;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(600);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MeshInfrastructure mesh = MeshInfrastructure.shared();
    private final Topics topics = new Topics("otlp.");

    @Test
    void whateverCrashesEverySpanArrivesAndAReplayGivesTheSame() throws Exception {
        createTopics();
        publish();
        Map<String, Span> whole;
        try (OtlpReceiver receiver = new OtlpReceiver(request -> 200);
                TraceExport export = export(receiver, "otlp-a")) {
            export.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.byId()).hasSize(3 * FLOWS));
            whole = receiver.byId();
            assertThat(receiver.services()).contains("recovery-mesh");
        }
        assertOneTracePerFlow(whole);

        try (OtlpReceiver receiver = new OtlpReceiver(request -> request == 1 || request > 4 ? 200 : 503)) {
            try (TraceExport crashing = export(receiver, "otlp-b")) {
                crashing.start();
                await().atMost(PATIENCE).until(() -> receiver.requests() >= 2);
            }
            assertThat(receiver.byId()).isNotEmpty().hasSizeLessThan(3 * FLOWS);
            try (TraceExport again = export(receiver, "otlp-b")) {
                again.start();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(receiver.byId()).hasSize(3 * FLOWS));
            }
            assertThat(receiver.byId()).isEqualTo(whole);
        }
    }

    private static void assertOneTracePerFlow(Map<String, Span> spans) {
        Map<String, List<Span>> traces = spans.values().stream()
                .collect(Collectors.groupingBy(span -> OtlpReceiver.attribute(span, "mesh.flow")));
        assertThat(traces).hasSize(FLOWS);
        traces.forEach((flow, trace) -> {
            assertThat(trace.stream().map(Span::getTraceId).collect(Collectors.toSet()))
                    .hasSize(1);
            Set<String> ids = trace.stream().map(OtlpReceiver::id).collect(Collectors.toSet());
            assertThat(ids)
                    .containsExactlyInAnyOrder(
                            TraceParent.traceId(flow) + "/" + TraceParent.spanId(flow),
                            TraceParent.traceId(flow) + "/" + TraceParent.spanId("r-" + flow),
                            TraceParent.traceId(flow) + "/" + TraceParent.spanId("c-" + flow));
            assertThat(trace)
                    .filteredOn(span -> span.getParentSpanId().isEmpty())
                    .hasSize(1);
            assertThat(trace)
                    .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_PRODUCER)
                    .singleElement()
                    .satisfies(span -> {
                        assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano())
                                .isEqualTo(Duration.ofSeconds(2).toNanos());
                        assertThat(OtlpReceiver.attribute(span, "messaging.destination.name"))
                                .isEqualTo("otlp.commands.exec");
                    });
        });
    }

    private TraceExport export(OtlpReceiver receiver, String group) {
        AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();
        deserializer.configure(mesh.serdeConfig(), false);
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                mesh.bootstrapServers(),
                "group.id",
                group,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                500);
        return new TraceExport(
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()),
                deserializer,
                new TraceExport.Source(
                        List.of(topics.events.name(), topics.flows.name()), "otlp.", start.minusSeconds(60)),
                new OtlpSender(
                        OtlpSettings.of(receiver.endpoint(), "", Duration.ofSeconds(5)),
                        Map.of("service.name", "recovery-mesh")),
                new TraceExport.Observer() {
                    @Override
                    public void taken(int spans) {}

                    @Override
                    public void refused(int spans) {
                        throw new AssertionError(spans + " spans were refused");
                    }

                    @Override
                    public void waiting() {}
                });
    }

    private void createTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", mesh.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(topics.events.name(), 2, (short) 1),
                            new NewTopic(topics.flows.name(), 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** The attempts of all flows begin before the first one ends, so that much is open wherever it is cut. */
    private void publish() throws InterruptedException, ExecutionException {
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(mesh.serdeConfig(), false);
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", mesh.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                serializer)) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < FLOWS; i++) {
                sent.add(producer.send(record(topics.events.name(), i, event(i, "begin", start, dispatched(i)))));
            }
            for (int i = 0; i < FLOWS; i++) {
                Instant end = start.plusSeconds(2);
                StepSucceeded succeeded = new StepSucceeded("restart", 1, null, 2_000L);
                sent.add(producer.send(record(topics.events.name(), i, event(i, "end", end, succeeded))));
                sent.add(
                        producer.send(record(topics.events.name(), i, event(i, "ended", end.plusSeconds(1), ended()))));
                sent.add(producer.send(record(topics.flows.name(), i, closed(i))));
            }
            producer.flush();
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    private ProducerRecord<String, SpecificRecord> record(String topic, int flow, SpecificRecord value) {
        return new ProducerRecord<>(topic, flow % 2, start.toEpochMilli(), "g/t" + flow, value);
    }

    private RecoveryEvent event(int flow, String what, Instant at, Object fact) {
        return RecoveryEvent.newBuilder()
                .setId(EventIds.of("event", what, Integer.toString(flow)))
                .setSequence(flow)
                .setGroup("g")
                .setTarget("t" + flow)
                .setFlowId("f-" + flow)
                .setRecoveryId("r-f-" + flow)
                .setPolicy("restart")
                .setAt(at)
                .setCausationId("cause")
                .setFacts(List.of(fact))
                .build();
    }

    private StepDispatched dispatched(int flow) {
        return StepDispatched.newBuilder()
                .setStep("restart")
                .setAttempt(1)
                .setFence(1)
                .setCommandId("c-f-" + flow)
                .setHandler("exec")
                .setAction("restart")
                .setArguments("{}")
                .setSafety(Safety.IDEMPOTENT)
                .setDeadline(start.plusSeconds(30))
                .setNotAfter(start.plusSeconds(30))
                .build();
    }

    private static RecoveryEnded ended() {
        return RecoveryEnded.newBuilder()
                .setOutcome(Outcome.RECOVERED)
                .setReason("it is UP")
                .setDurationMs(3_000)
                .build();
    }

    private FlowView closed(int flow) {
        return FlowView.newBuilder()
                .setFlowId("f-" + flow)
                .setGroup("g")
                .setTarget("t" + flow)
                .setTitle("t" + flow + " DOWN")
                .setState(FlowState.CLOSED)
                .setStartedAt(start)
                .setChangedAt(start.plusSeconds(3))
                .setEndedAt(start.plusSeconds(3))
                .build();
    }
}
