package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.trigger.mapping.Format;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import java.util.Map;
import java.util.function.Supplier;

/** Reads signals in whatever format they come: one document, or an array of documents. Thread-safe. */
public final class PayloadReader {
    private final Supplier<Mapping> mapping;

    /** @param mapping asked for each payload: always the newest */
    public PayloadReader(Supplier<Mapping> mapping) {
        this.mapping = mapping;
    }

    /** @throws InvalidSignalException naming every element that is no signal */
    public Payload read(byte[] body, Envelope envelope) {
        JsonNode root = StrictJson.read(body);
        Batch batch = new Batch(mapping.get());
        if (root.isArray()) {
            for (int i = 0; i < root.size() && !batch.isHopeless(); i++) {
                batch.element(i);
                document(root.get(i), "/" + i, envelope.element(i), batch);
            }
        } else {
            document(root, "", envelope, batch);
        }
        return batch.payload();
    }

    /**
     * Reads the data of a CloudEvent whose attributes came beside it, as headers.
     *
     * @param attributes id, source, type …: without prefix
     * @throws InvalidSignalException naming what is wrong
     */
    public Payload readBinary(Map<String, String> attributes, byte[] data, Envelope envelope) {
        Batch batch = new Batch(mapping.get());
        CloudEvent.readBinary(attributes, StrictJson.read(data), envelope, batch);
        return batch.payload();
    }

    /**
     * Reads one notification of Alertmanager or Grafana, and nothing else.
     *
     * @throws InvalidSignalException naming every alert that cannot be mapped
     */
    public Payload readAlerts(byte[] body, Envelope envelope) {
        JsonFields notification = JsonFields.of(StrictJson.read(body), "");
        Batch batch = new Batch(mapping.get());
        Format format = Sniffer.formatOf(notification.node());
        batch.is(format);
        AlertNotification.read(notification, format == Format.GRAFANA ? format : Format.ALERTMANAGER, envelope, batch);
        return batch.payload();
    }

    private static void document(JsonNode node, String pointer, Envelope envelope, Batch batch) {
        try {
            JsonFields document = JsonFields.of(node, pointer);
            Format format = Sniffer.formatOf(node);
            batch.is(format);
            switch (format) {
                case CLOUDEVENTS -> CloudEvent.readStructured(document, envelope, batch);
                case ALERTMANAGER, GRAFANA, KUBERNETES, OTEL, PLAIN -> read(format, document, envelope, batch);
            }
        } catch (InvalidSignalException e) {
            batch.add(null, () -> {
                throw e;
            });
        }
    }

    /** A document that wraps no other. */
    static void read(Format format, JsonFields document, Envelope envelope, Batch batch) {
        switch (format) {
            case ALERTMANAGER, GRAFANA -> AlertNotification.read(document, format, envelope, batch);
            case KUBERNETES -> batch.add(null, () -> KubernetesEvent.read(document, envelope, batch.mapping()));
            case OTEL -> OtelLogs.read(document, envelope, batch);
            case PLAIN -> batch.add(null, () -> PlainSignal.read(document, envelope));
            case CLOUDEVENTS ->
                throw document.wrong(
                        "specversion",
                        "Expected a signal as data of a CloudEvent, but got another CloudEvent",
                        "Send the inner one");
        }
    }
}
