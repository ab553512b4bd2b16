package io.recoverymesh.trigger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.policy.ServiceDocument.Check;
import io.recoverymesh.common.policy.ServiceDocument.Probe;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProberTest {
    private final List<HealthReported> reports = new CopyOnWriteArrayList<>();
    private final AtomicBoolean kafkaIsAway = new AtomicBoolean();
    private final Prober prober = new Prober(
            signals -> {
                if (kafkaIsAway.get()) {
                    throw new SignalsNotAcceptedException(new TimeoutException("away"));
                }
                signals.forEach(signal -> reports.add((HealthReported) signal));
            },
            InstantSource.system());

    @AfterEach
    void stop() {
        prober.close();
    }

    @Test
    void reportsWhatAnHttpEndpointAnswers() throws IOException {
        AtomicInteger status = new AtomicInteger(200);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            follow(new Check.HttpCheck("http://127.0.0.1:" + server.getAddress().getPort() + "/health"));
            awaitReport(HealthStatus.UP);
            status.set(503);
            assertThat(awaitReport(HealthStatus.DOWN).getReason()).endsWith("answered 503");
            assertThat(reports.getLast().getGroup()).isEqualTo("shop");
            assertThat(reports.getLast().getTarget()).isEqualTo("payments/1");
            assertThat(reports.getLast().getSource()).isEqualTo("probe:payments");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void reportsWhetherAPortAccepts() throws IOException {
        ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        follow(new Check.TcpCheck("127.0.0.1", socket.getLocalPort()));
        awaitReport(HealthStatus.UP);
        socket.close();
        awaitReport(HealthStatus.DOWN);
    }

    @Test
    void reportsWhetherAProcessLives(@TempDir Path directory) throws IOException {
        Path pidFile = directory.resolve("pid");
        follow(new Check.ProcessCheck(pidFile.toString()));
        assertThat(awaitReport(HealthStatus.DOWN).getReason()).endsWith("does not exist");
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(pidFile, process.pid() + "\n");
            awaitReport(HealthStatus.UP);
            process.destroyForcibly();
            assertThat(awaitReport(HealthStatus.DOWN).getReason()).endsWith("is gone");
            Files.writeString(pidFile, "not a number");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void followsTheCatalogue() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            follow(new Check.TcpCheck("127.0.0.1", socket.getLocalPort()));
            awaitReport(HealthStatus.UP);
            prober.follow(List.of());
            assertThat(prober.targets()).isZero();
        }
    }

    @Test
    void reportsAgainWhatKafkaDidNotTake() throws IOException {
        kafkaIsAway.set(true);
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            follow(new Check.TcpCheck("127.0.0.1", socket.getLocalPort()));
            kafkaIsAway.set(false);
            awaitReport(HealthStatus.UP);
        }
    }

    private void follow(Check check) {
        Probe probe = new Probe("1", check, Duration.ofMillis(20), Duration.ofSeconds(2), 2, 2);
        prober.follow(List.of(
                new ServiceDocument("payments", "v1", "shop", null, List.of(), List.of(), null, null, List.of(probe))));
    }

    private HealthReported awaitReport(HealthStatus status) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !reports.isEmpty() && reports.getLast().getStatus() == status);
        return reports.getLast();
    }
}
