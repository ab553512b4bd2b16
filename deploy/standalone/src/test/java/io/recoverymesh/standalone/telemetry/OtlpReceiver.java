package io.recoverymesh.standalone.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector does: OTLP over HTTP, read by OpenTelemetry's own classes. */
final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new ArrayList<>();
    private final List<String> services = new ArrayList<>();
    private final IntUnaryOperator answers;
    private int requests;

    /** @param answers status by number of the request, from 1; only what is answered with 200 is kept */
    OtlpReceiver(IntUnaryOperator answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As often as they came. */
    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    synchronized List<String> services() {
        return List.copyOf(services);
    }

    synchronized int requests() {
        return requests;
    }

    /** By id; what came several times must have come the same. */
    Map<String, Span> byId() {
        Map<String, Span> byId = new TreeMap<>();
        for (Span span : spans()) {
            Span before = byId.put(id(span), span);
            if (before != null && !before.equals(span)) {
                throw new AssertionError("Expected the same span again, but\n" + before + "\nbecame\n" + span);
            }
        }
        return byId;
    }

    static String id(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray()) + "/"
                + HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    static String attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = answers.applyAsInt(++requests);
            ExportTraceServiceRequest request =
                    ExportTraceServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody()));
            if (status == 200) {
                request.getResourceSpansList().forEach(resource -> {
                    resource.getResource()
                            .getAttributesList()
                            .forEach(attribute ->
                                    services.add(attribute.getValue().getStringValue()));
                    resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                });
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
