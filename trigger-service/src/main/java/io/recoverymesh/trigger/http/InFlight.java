package io.recoverymesh.trigger.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the intake holds at the same time, in requests and bytes: what does not fit is refused before it is read. */
final class InFlight {
    private final int maxRequests;
    private final long maxBytes;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Room for one request; to be given back, once. */
    final class Lease implements AutoCloseable {
        private final long held;

        private Lease(long held) {
            this.held = held;
        }

        @Override
        public void close() {
            bytes.addAndGet(-held);
            requests.decrementAndGet();
        }
    }

    /** Null where there is no room. */
    @Nullable
    Lease enter(long size) {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return null;
        }
        if (bytes.addAndGet(size) > maxBytes) {
            bytes.addAndGet(-size);
            requests.decrementAndGet();
            return null;
        }
        return new Lease(size);
    }

    int requests() {
        return requests.get();
    }

    long bytes() {
        return bytes.get();
    }

    String limits() {
        return maxRequests + " requests and " + maxBytes + " bytes";
    }
}
