package io.recoverymesh.correlation.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells notices to everybody who watches: those that come close together as one frame, encoded once. The last frames are
 * kept, so that a watcher that was away for a moment goes on where it was. Thread-safe.
 */
public final class Feed {
    private static final int NOTICES = 500;
    private static final int KEPT = 512;
    private static final int BUFFER = 256;

    private final String epoch;
    private final Function<List<Notice>, String> json;
    private final Deque<Frame> kept = new ArrayDeque<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private List<Notice> pending = new ArrayList<>();
    private @Nullable String anew;
    private @Nullable Frame stale;
    private long number;

    /**
     * @param epoch differs after each start: numbers of an earlier one mean nothing
     * @param json writes what a frame holds
     */
    public Feed(String epoch, Function<List<Notice>, String> json) {
        this.epoch = epoch;
        this.json = json;
    }

    /** To be told with the next frame; of more than {@value #NOTICES} only that there were too many. */
    public synchronized void add(Notice notice) {
        if (pending.size() < NOTICES) {
            pending.add(notice);
        } else {
            anew = "too much at once";
        }
    }

    /** Something may have been missed: everybody is to ask anew, with the next frame. */
    public synchronized void resync(String because) {
        anew = because;
    }

    /** What is told ends here: nothing newer can be known, until {@link #fresh}. Everybody is told, also who comes later. */
    public void stale(String since) {
        synchronized (this) {
            if (stale != null) {
                return;
            }
            stale = Frame.raw("event: stale\ndata: {\"since\": \"" + since + "\"}\n\n");
            watchers.removeIf(watcher -> !watcher.tell(stale));
        }
    }

    /** It is live again; everybody is to ask anew. */
    public synchronized void fresh() {
        stale = null;
        anew = "it was not live";
    }

    /** Tells what has come since the last time. */
    public void flush() {
        synchronized (this) {
            if (pending.isEmpty() && anew == null) {
                return;
            }
            Frame frame = anew == null
                    ? Frame.kept(epoch, ++number, "changes", json.apply(pending))
                    : Frame.kept(epoch, ++number, "resync", "{\"because\": \"" + anew + "\"}");
            pending = new ArrayList<>();
            anew = null;
            kept.add(frame);
            if (kept.size() > KEPT) {
                kept.remove();
            }
            watchers.removeIf(watcher -> !watcher.tell(frame));
        }
    }

    /** A sign of life for those who have heard nothing; shows the shell which connections are gone. */
    public void beat() {
        watchers.forEach(Watcher::beat);
    }

    /**
     * Begins to watch: with the frames after the last one it has seen where they are kept, otherwise with a snapshot.
     *
     * @param lastSeen id of that frame; null: none
     * @param snapshot JSON; asked for after the place in the feed is taken, so that nothing falls between them
     */
    public Watcher watch(@Nullable String lastSeen, Supplier<String> snapshot, Runnable wake) {
        Watcher watcher = new Watcher(BUFFER + KEPT, wake);
        long standing;
        synchronized (this) {
            long seen = seen(lastSeen);
            boolean goesOn = seen >= 0
                    && (seen == number || (!kept.isEmpty() && kept.getFirst().number() <= seen + 1));
            if (goesOn) {
                watcher.tell(Frame.raw("retry: 1000\n\n"));
                kept.stream().filter(frame -> frame.number() > seen).forEach(watcher::tell);
                join(watcher);
                return watcher;
            }
            standing = number;
        }
        Frame first = Frame.standing(epoch, standing, "snapshot", snapshot.get());
        synchronized (this) {
            watcher.tell(Frame.raw("retry: 1000\n\n"));
            watcher.tell(first);
            kept.stream().filter(frame -> frame.number() > standing).forEach(watcher::tell);
            join(watcher);
        }
        return watcher;
    }

    /** Nobody listens there any more. */
    public void leave(Watcher watcher) {
        watchers.remove(watcher);
        watcher.end();
    }

    /** Ends every connection, after what is on its way. */
    public void close() {
        watchers.forEach(Watcher::end);
        watchers.clear();
    }

    public int watchers() {
        return watchers.size();
    }

    private void join(Watcher watcher) {
        if (stale != null) {
            watcher.tell(stale);
        }
        watchers.add(watcher);
    }

    private long seen(@Nullable String lastSeen) {
        String prefix = epoch + "-";
        if (lastSeen == null || !lastSeen.startsWith(prefix)) {
            return -1;
        }
        try {
            long seen = Long.parseLong(lastSeen.substring(prefix.length()));
            return seen <= number ? seen : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
