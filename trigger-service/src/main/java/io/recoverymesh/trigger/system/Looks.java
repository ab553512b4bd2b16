package io.recoverymesh.trigger.system;

import io.recoverymesh.common.policy.ServiceDocument.Check;
import io.recoverymesh.trigger.probe.Look;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Takes single looks; an error of any kind is an unhealthy look that says what came. */
final class Looks implements AutoCloseable {
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Takes about {@code timeout} at most. */
    Look take(Check check, Duration timeout) {
        try {
            return switch (check) {
                case Check.HttpCheck http -> get(http, timeout);
                case Check.TcpCheck tcp -> connect(tcp, timeout);
                case Check.ProcessCheck process -> ProcessLook.at(process.pidFile());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Look(false, nameOf(check) + ": interrupted");
        } catch (IOException | RuntimeException e) {
            return new Look(false, nameOf(check) + ": " + reason(e));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private Look get(Check.HttpCheck check, Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(check.url()))
                .timeout(timeout)
                .header("User-Agent", "recovery-mesh-probe")
                .GET()
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        return new Look(status >= 200 && status < 400, nameOf(check) + " answered " + status);
    }

    private static Look connect(Check.TcpCheck check, Duration timeout) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(check.host(), check.port()), Math.max(1, (int) timeout.toMillis()));
            return new Look(true, nameOf(check) + " accepted");
        }
    }

    private static String nameOf(Check check) {
        return switch (check) {
            case Check.HttpCheck http -> "GET " + http.url();
            case Check.TcpCheck tcp -> "connection to " + tcp.host() + ":" + tcp.port();
            case Check.ProcessCheck process -> "process of " + process.pidFile();
        };
    }

    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.length() <= 200 ? message : message.substring(0, 200) + "…";
    }
}
