package io.recoverymesh.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Many connections to the stream of events, read by one thread, so that what they cost is the server's cost. */
final class EventListeners implements AutoCloseable {
    private static final byte[] EVENT = "event: changes".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final Thread thread;
    private final LongAdder heard = new LongAdder();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private volatile String latest = "";
    private volatile boolean closed;

    private EventListeners(Selector selector) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().name("listeners").daemon(true).unstarted(this::listen);
    }

    static EventListeners connect(URI url, int count) {
        try {
            EventListeners listeners = new EventListeners(Selector.open());
            for (int i = 0; i < count; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()));
                channel.write(ByteBuffer.wrap(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + url.getPort()
                                + "\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
                channel.configureBlocking(false);
                channel.register(listeners.selector, SelectionKey.OP_READ, i);
            }
            listeners.thread.start();
            Thread.sleep(2_000);
            return listeners;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Thread thread() {
        return thread;
    }

    /** Frames of changes, over all connections. */
    long heard() {
        return heard.sum();
    }

    /** Until the first connection was told of it. */
    void awaitMention(String words) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!latest.contains("\"" + words + "\"")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Expected to be told of " + words + " within 5 s");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try {
            while (!closed) {
                selector.select(this::read, 100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            int bytes = ((SocketChannel) key.channel()).read(buffer);
            if (bytes < 0) {
                key.cancel();
                return;
            }
            heard.add(frames(bytes));
            if (Integer.valueOf(0).equals(key.attachment())) {
                String more = new String(buffer.array(), 0, bytes, StandardCharsets.UTF_8);
                String all = latest + more;
                latest = all.length() > 100_000 ? more : all;
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private int frames(int bytes) {
        int found = 0;
        byte[] read = buffer.array();
        for (int i = 0; i + EVENT.length <= bytes; i++) {
            if (read[i] == 'e' && Arrays.equals(read, i, i + EVENT.length, EVENT, 0, EVENT.length)) {
                found++;
                i += EVENT.length;
            }
        }
        return found;
    }
}
