package io.recoverymesh.trigger.http;

import io.micronaut.http.HttpRequest;
import io.recoverymesh.trigger.signal.SignalLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a body only when there is room for it: no more than 1 MiB, within a time. */
final class BodyReader {
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
