package io.recoverymesh.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A small service that can be broken: {@code GET /health} says that it lives, {@code GET /work} fails while the file
 * {@code <name>.errors} is there, {@code POST /reset} removes that file. It dies a second after its start while
 * {@code <name>.crash} is there, and with the process that owns it. Uses nothing but the JDK.
 */
final class DemoService {
    private static final long CRASH_AFTER_MILLIS = 1_000;

    private final ServiceFiles files;
    private final Set<String> resets = ConcurrentHashMap.newKeySet();

    private DemoService(ServiceFiles files) {
        this.files = files;
    }

    /** @param args name, port, directory, process id of the owner */
    public static void main(String[] args) throws IOException, InterruptedException {
        ServiceFiles files = new ServiceFiles(Path.of(args[2]), args[0]);
        endWith(Long.parseLong(args[3]));
        new DemoService(files).serve(Integer.parseInt(args[1]));
        files.recordStart();
        if (Files.exists(files.crash())) {
            TimeUnit.MILLISECONDS.sleep(CRASH_AFTER_MILLIS);
            System.err.println("crashing, as " + files.crash() + " says");
            Runtime.getRuntime().halt(1);
        }
    }

    private static void endWith(long owner) {
        ProcessHandle process = ProcessHandle.of(owner)
                .orElseThrow(
                        () -> new IllegalStateException("Expected the owner " + owner + " to run, but it is gone"));
        Thread.ofPlatform().daemon().name("owner-watch").start(() -> {
            process.onExit().join();
            Runtime.getRuntime().halt(0);
        });
    }

    private void serve(int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        server.createContext("/health", exchange -> answer(exchange, 200, "alive"));
        server.createContext("/work", this::work);
        server.createContext("/reset", this::reset);
        server.start();
    }

    private void work(HttpExchange exchange) throws IOException {
        boolean failing = Files.exists(files.errors());
        answer(exchange, failing ? 500 : 200, failing ? "the cache is poisoned" : "done");
    }

    /** A repeated key changes nothing, as an Idempotency-Key promises. */
    private void reset(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (!exchange.getRequestMethod().equals("POST") || key == null) {
            answer(exchange, 400, "Expected POST with an Idempotency-Key");
            return;
        }
        if (resets.add(key)) {
            files.recordReset(key);
            Files.deleteIfExists(files.errors());
        }
        answer(exchange, 200, "reset");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
