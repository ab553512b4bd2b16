package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.live.Feed;
import io.recoverymesh.correlation.live.Frame;
import io.recoverymesh.correlation.live.Watcher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** One connection as a reactive stream: gives what its watcher holds whenever the connection can take more. */
final class LiveStream implements Publisher<byte[]> {
    private final Feed feed;
    private final Function<Runnable, Watcher> watch;

    /** @param watch begins to watch and calls the given whenever there is something to take */
    LiveStream(Feed feed, Function<Runnable, Watcher> watch) {
        this.feed = feed;
        this.watch = watch;
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        Connection connection = new Connection(feed, subscriber);
        subscriber.onSubscribe(connection);
        // A snapshot is read from disk: never on a thread that serves connections
        Thread.ofVirtual().name("live-begin").start(() -> connection.begin(watch));
    }

    private static final class Connection implements Subscription {
        private final Feed feed;
        private final Subscriber<? super byte[]> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger draining = new AtomicInteger();
        private volatile @Nullable Watcher watcher;
        private volatile boolean cancelled;
        private boolean completed;

        Connection(Feed feed, Subscriber<? super byte[]> subscriber) {
            this.feed = feed;
            this.subscriber = subscriber;
        }

        void begin(Function<Runnable, Watcher> watch) {
            Watcher begun;
            try {
                begun = watch.apply(this::drain);
            } catch (RuntimeException e) {
                subscriber.onError(e);
                return;
            }
            watcher = begun;
            if (cancelled) {
                feed.leave(begun);
            }
            drain();
        }

        @Override
        public void request(long more) {
            demand.accumulateAndGet(more, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            drain();
        }

        @Override
        public void cancel() {
            cancelled = true;
            Watcher leaving = watcher;
            if (leaving != null) {
                feed.leave(leaving);
            }
        }

        /** One thread at a time; another that comes meanwhile only makes it go round once more. */
        private void drain() {
            if (draining.getAndIncrement() != 0) {
                return;
            }
            int round = 1;
            do {
                Watcher from = watcher;
                if (from != null) {
                    give(from);
                }
                round = draining.addAndGet(-round);
            } while (round != 0);
        }

        private void give(Watcher from) {
            while (!cancelled && demand.get() > 0) {
                Frame frame = from.take();
                if (frame == null) {
                    break;
                }
                demand.decrementAndGet();
                subscriber.onNext(frame.bytes());
            }
            if (!cancelled && !completed && from.isDone()) {
                completed = true;
                feed.leave(from);
                subscriber.onComplete();
            }
        }
    }
}
