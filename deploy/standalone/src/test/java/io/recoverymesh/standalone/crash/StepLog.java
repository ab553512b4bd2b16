package io.recoverymesh.standalone.crash;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of the one step of each target, as the coordinator's log tells it. */
final class StepLog {
    /** One target's step. */
    static final class Story {
        private final String target;
        private @Nullable StepDispatched dispatched;
        private Instant leaseUntil = Instant.EPOCH;
        private Instant endedAt = Instant.EPOCH;
        private String end = "";
        private int starts;
        private boolean unanswered;
        private final List<ResultIgnored> ignored = new ArrayList<>();

        private Story(String target) {
            this.target = target;
        }

        String target() {
            return target;
        }

        String handler() {
            return dispatched == null ? "" : dispatched.getHandler();
        }

        Safety safety() {
            return dispatched == null ? Safety.ONCE : dispatched.getSafety();
        }

        /** Simple name of the fact that ended it; empty while it runs. */
        String end() {
            return end;
        }

        /** Whether it is lost because nobody was there to answer its probe. */
        boolean isUnanswered() {
            return unanswered;
        }

        int attempt() {
            return dispatched == null ? 0 : dispatched.getAttempt();
        }

        int starts() {
            return starts;
        }

        List<ResultIgnored> ignored() {
            return ignored;
        }

        Duration unknownAfterLease() {
            return Duration.between(leaseUntil, endedAt);
        }

        @Override
        public String toString() {
            return target + " " + dispatched + " " + end;
        }
    }

    private final Log<RecoveryEvent> log;
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private int read;

    StepLog(Log<RecoveryEvent> log) {
        this.log = log;
    }

    List<Story> stories() {
        List<RecoveryEvent> events = log.read();
        for (; read < events.size(); read++) {
            RecoveryEvent event = events.get(read);
            for (Object fact : event.getFacts()) {
                tell(event, fact);
            }
        }
        return List.copyOf(stories.values());
    }

    Story of(String target) {
        return stories().stream()
                .filter(story -> story.target().equals(target))
                .findFirst()
                .orElseGet(() -> new Story(target));
    }

    /** Targets whose step has ended. */
    Set<String> ended() {
        return stories().stream()
                .filter(story -> !story.end().isEmpty())
                .map(Story::target)
                .collect(Collectors.toSet());
    }

    private void tell(RecoveryEvent event, Object fact) {
        String target = event.getGroup() + "/" + event.getTarget();
        switch (fact) {
            case StepDispatched dispatched -> stories.computeIfAbsent(target, Story::new).dispatched = dispatched;
            case StepStarted started -> {
                Story story = stories.computeIfAbsent(target, Story::new);
                story.leaseUntil = started.getLeaseUntil();
                story.starts++;
            }
            case StepProgressed progressed ->
                stories.computeIfAbsent(target, Story::new).leaseUntil = progressed.getLeaseUntil();
            case ResultIgnored ignored ->
                stories.computeIfAbsent(target, Story::new).ignored.add(ignored);
            case StepSucceeded ignored -> end(event, target, fact);
            case StepFailed ignored -> end(event, target, fact);
            case StepLost lost -> {
                end(event, target, fact);
                stories.computeIfAbsent(target, Story::new).unanswered =
                        lost.getReason().contains("but no answer came");
            }
            default -> {}
        }
    }

    private void end(RecoveryEvent event, String target, Object fact) {
        Story story = stories.computeIfAbsent(target, Story::new);
        story.end = fact.getClass().getSimpleName();
        story.endedAt = event.getAt();
    }
}
