package io.recoverymesh.trigger.http;

import io.micronaut.http.HttpRequest;
import io.recoverymesh.trigger.signal.SignalLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a body only when there is room for it: no more than 1 MiB, within a time. */
final class BodyReader {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);

    private final Executor executor;
    private final Duration longest;

    BodyReader(Executor executor, Duration longest) {
        this.executor = executor;
        this.longest = longest;
    }

    /** More than the limit. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Bytes to make room for: what the request announces, or all that it may send. */
    static long announced(HttpRequest<?> request) {
        long length = request.getContentLength();
        return length < 0 ? SignalLimits.MAX_BODY : length;
    }

    /**
     * @throws TooLargeException where there is more than the limit
     * @throws TimeoutException where it does not come in time
     * @throws IOException where the connection ends
     */
    byte[] read(InputStream body) throws TooLargeException, TimeoutException, IOException, InterruptedException {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        executor.execute(() -> complete(read, body));
        try {
            return checked(read.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /**
     * Reads a refused body and keeps nothing of it: many clients read no answer before they have sent everything. Gives up after the
     * same time.
     */
    void discard(InputStream body) throws InterruptedException {
        CompletableFuture<Void> read = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                body.transferTo(OutputStream.nullOutputStream());
                read.complete(null);
            } catch (IOException | RuntimeException e) {
                read.completeExceptionally(e);
            }
        });
        try {
            read.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("A refused body did not end well", e);
        }
    }

    private static void complete(CompletableFuture<byte[]> read, InputStream stream) {
        try {
            read.complete(stream.readNBytes(SignalLimits.MAX_BODY + 1));
        } catch (IOException | RuntimeException e) {
            read.completeExceptionally(e);
        }
    }

    private static byte[] checked(byte[] bytes) throws TooLargeException {
        if (bytes.length > SignalLimits.MAX_BODY) {
            throw new TooLargeException();
        }
        return bytes;
    }
}
