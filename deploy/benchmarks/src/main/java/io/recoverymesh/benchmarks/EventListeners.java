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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many connections to the stream of events, read by one thread, so that what they cost is the server's cost. */
final class EventListeners implements AutoCloseable {
    private final Selector selector;
    private final Thread thread;
    private final List<Ear> ears = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final CountDownLatch begun;
    private final Mentions mentions = new Mentions();
    private volatile boolean closed;

    private EventListeners(Selector selector, int count) {
        this.selector = selector;
        this.begun = new CountDownLatch(count);
        this.thread = Thread.ofPlatform().name("listeners").daemon(true).unstarted(this::listen);
    }

    /** Returns when every one of them has been told how things stand. */
    static EventListeners connect(URI url, int count) {
        try {
            EventListeners listeners = new EventListeners(Selector.open(), count);
            for (int i = 0; i < count; i++) {
                SocketChannel channel = open(url);
                channel.configureBlocking(false);
                Ear ear = new Ear(listeners.begun::countDown);
                listeners.ears.add(ear);
                channel.register(listeners.selector, SelectionKey.OP_READ, ear);
            }
            listeners.thread.start();
            if (!listeners.begun.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "Expected a snapshot for everybody, but " + listeners.begun.getCount() + " got none");
            }
            return listeners;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection that asks for events; who never reads from it is a slow client. */
    static SocketChannel open(URI url) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()));
        channel.write(ByteBuffer.wrap(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + url.getPort()
                        + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    Thread thread() {
        return thread;
    }

    /** Frames of changes, over all connections. */
    long heard() {
        return ears.stream().mapToLong(Ear::changes).sum();
    }

    /** How many were told to ask anew, because they were too slow or something was missed. */
    long resyncs() {
        return ears.stream().mapToLong(Ear::resyncs).sum();
    }

    /** Until the first connection was told of it. */
    void awaitMention(String words) {
        mentions.await(words, Duration.ofSeconds(5));
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
                selector.select(this::read);
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
            Ear ear = (Ear) key.attachment();
            ear.hear(buffer.array(), bytes);
            if (ear == ears.getFirst()) {
                mentions.add(new String(buffer.array(), 0, bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            key.cancel();
        }
    }
}
