package io.recoverymesh.correlation.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FeedTest {
    private final Feed feed =
            new Feed("e", notices -> notices.stream().map(Notice::id).collect(Collectors.joining(",", "[", "]")));

    @Test
    void beginsWithASnapshotThenTellsWhatComes() {
        happens("1");
        Watcher watcher = watch(null);
        happens("2", "3");

        assertThat(told(watcher))
                .containsExactly(
                        "retry: 1000", "id: e-1\nevent: snapshot\ndata: {now}", "id: e-2\nevent: changes\ndata: [2,3]");
    }

    @Test
    void goesOnWhereAWatcherWasOrBeginsAnew() {
        happens("1");
        happens("2");
        happens("3");

        assertThat(told(watch("e-1")))
                .containsExactly(
                        "retry: 1000", "id: e-2\nevent: changes\ndata: [2]", "id: e-3\nevent: changes\ndata: [3]");
        assertThat(told(watch("e-3"))).containsExactly("retry: 1000");
        for (String unknown : List.of("other-1", "e-99", "e-x", "e-", "", "e--1")) {
            assertThat(told(watch(unknown))).as(unknown).anyMatch(frame -> frame.contains("event: snapshot"));
        }
    }

    @Test
    void whoComesWhileNothingNewCanBeKnownIsToldSoToo() {
        Watcher early = watch(null);
        told(early);
        feed.stale("noon");
        feed.stale("one");
        String told = "event: stale\ndata: {\"since\": \"noon\"}";
        assertThat(told(early)).containsExactly(told);
        assertThat(told(watch(null))).last().isEqualTo(told);
        feed.fresh();
        feed.flush();
        assertThat(told(early)).singleElement().asString().contains("event: resync");
        assertThat(told(watch(null))).noneMatch(frame -> frame.contains("stale"));
    }

    @Test
    void whatIsNotKeptAnyMoreIsReplacedByASnapshot() {
        for (int i = 0; i < 2_000; i++) {
            happens("n" + i);
        }
        assertThat(told(watch("e-5"))).hasSize(2).last().asString().contains("event: snapshot");
        assertThat(told(watch("e-1999"))).hasSize(2).last().asString().contains("[n1999]");
    }

    @Test
    void oneThatDoesNotKeepUpIsToldToBeginAnewAndHurtsNobody() {
        Watcher slow = watch(null);
        Watcher quick = watch(null);
        List<String> heard = new ArrayList<>(told(quick));
        for (int i = 0; i < 1_000; i++) {
            happens("n" + i);
            heard.addAll(told(quick));
        }

        assertThat(told(slow)).containsExactly("event: resync\ndata: {\"because\": \"too slow\"}");
        assertThat(slow.isDone()).isTrue();
        assertThat(quick.isDone()).isFalse();
        assertThat(heard).hasSize(1_002);
        assertThat(feed.watchers()).isEqualTo(1);
    }

    @Test
    void ofTooMuchAtOnceItIsOnlySaidThatThereWasMuch() {
        Watcher watcher = watch(null);
        told(watcher);
        for (int i = 0; i < 501; i++) {
            feed.add(notice("n" + i));
        }
        feed.flush();

        assertThat(told(watcher)).containsExactly("id: e-1\nevent: resync\ndata: {\"because\": \"too much at once\"}");
    }

    @Test
    void aHeartbeatReachesOnlyThoseWhoHeardNothing() {
        Watcher silent = watch(null);
        told(silent);
        Watcher busy = watch(null);
        told(silent);
        feed.beat();

        assertThat(told(silent)).containsExactly(":");
        assertThat(told(busy)).doesNotContain(":");
    }

    @Test
    void whoHasLeftIsNotToldAnyMore() {
        Watcher gone = watch(null);
        told(gone);
        feed.leave(gone);
        happens("1");

        assertThat(told(gone)).isEmpty();
        assertThat(gone.isDone()).isTrue();
        assertThat(feed.watchers()).isZero();
    }

    @Test
    void whatHappensWhileTheSnapshotIsTakenIsToldAfterIt() {
        Watcher watcher = feed.watch(
                null,
                () -> {
                    happens("meanwhile");
                    return "{now}";
                },
                () -> {});

        assertThat(told(watcher))
                .containsExactly(
                        "retry: 1000",
                        "id: e-0\nevent: snapshot\ndata: {now}",
                        "id: e-1\nevent: changes\ndata: [meanwhile]");
    }

    private Watcher watch(@Nullable String lastSeen) {
        return feed.watch(lastSeen, () -> "{now}", () -> {});
    }

    private void happens(String... ids) {
        for (String id : ids) {
            feed.add(notice(id));
        }
        feed.flush();
    }

    private static Notice notice(String id) {
        return new Notice("facts", id, Instant.EPOCH, "g", "t", null, null, null, List.of());
    }

    private static List<String> told(Watcher watcher) {
        List<String> told = new ArrayList<>();
        for (Frame frame = watcher.take(); frame != null; frame = watcher.take()) {
            told.add(new String(frame.bytes(), StandardCharsets.UTF_8).strip());
        }
        return told;
    }
}
