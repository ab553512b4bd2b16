package io.recoverymesh.correlation.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.otlp.OtlpSender;
import io.recoverymesh.correlation.otlp.OtlpSettings;
import io.recoverymesh.correlation.otlp.TraceExport;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Exports traces where an endpoint is configured; without one, nothing of it is loaded. */
@Singleton
@Requires(property = "otel.exporter.otlp.endpoint")
final class OtlpStarter implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration LATEST = Duration.ofHours(1);

    private final CorrelationSettings settings;
    private final MeterRegistry meters;
    private final OtlpSettings otlp;
    private final String serviceName;
    private @Nullable TraceExport export;

    OtlpStarter(
            CorrelationSettings settings,
            MeterRegistry meters,
            @Property(name = "otel.exporter.otlp.endpoint") String endpoint,
            @Property(name = "otel.exporter.otlp.headers", defaultValue = "") String headers,
            @Property(name = "otel.exporter.otlp.timeout", defaultValue = "10s") Duration timeout,
            @Property(name = "otel.service.name", defaultValue = "recovery-mesh") String serviceName) {
        this.settings = settings;
        this.meters = meters;
        this.otlp = OtlpSettings.of(endpoint, headers, timeout);
        this.serviceName = serviceName;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Topics topics = settings.topics();
        AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();
        deserializer.configure(Map.of("schema.registry.url", settings.registryUrl()), false);
        TraceExport started = new TraceExport(
                new KafkaConsumer<>(consumer(), new StringDeserializer(), new ByteArrayDeserializer()),
                deserializer,
                new TraceExport.Source(
                        List.of(topics.events.name(), topics.flows.name()),
                        settings.topicPrefix(),
                        Clock.systemUTC().instant().minus(LATEST)),
                new OtlpSender(otlp, Map.of("service.name", serviceName)),
                new Counting());
        export = started;
        started.start();
    }

    @PreDestroy
    void stop() {
        if (export != null) {
            export.close();
        }
    }

    private Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>(settings.clients());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.applicationId() + "-otlp");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    private final class Counting implements TraceExport.Observer {
        @Override
        public void taken(int spans) {
            meters.counter("mesh.otlp.spans", "result", "taken").increment(spans);
        }

        @Override
        public void refused(int spans) {
            meters.counter("mesh.otlp.spans", "result", "refused").increment(spans);
        }

        @Override
        public void waiting() {
            meters.counter("mesh.otlp.waits").increment();
        }
    }
}
