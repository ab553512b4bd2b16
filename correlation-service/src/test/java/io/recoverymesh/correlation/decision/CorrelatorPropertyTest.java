package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

class CorrelatorPropertyTest {
    private static final int STEPS = 150;

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void whateverHappensTheInvariantsHold(@ForAll long seed) {
        Scene scene = new Scene();
        RandomDriver driver = new RandomDriver(scene, seed);
        LogInvariants log = new LogInvariants(scene, driver.requests());
        for (int i = 0; i < STEPS; i++) {
            driver.step();
            LedgerInvariants.check(scene);
            log.check();
        }
        quiet(scene);
        log.check();
        assertThat(scene.ledger().recoveries().entries().values())
                .as("L1: every recovery ends")
                .allMatch(recovery -> recovery.isEnded());
        assertThat(scene.ledger().waiting().entries().values())
                .as("A2: nobody waits for ever")
                .noneMatch(Waiting::deferred);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void theRecordedDecisionsRebuildTheLedger(@ForAll long seed) {
        Scene scene = new Scene();
        RandomDriver driver = new RandomDriver(scene, seed);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
        }
        MemoryLedger rebuilt = new MemoryLedger();
        scene.timeline().forEach(entry -> replay(scene, rebuilt, entry, driver.requests()));
        MemoryLedger live = scene.ledger();
        assertThat(rebuilt.targets().entries()).isEqualTo(live.targets().entries());
        assertThat(rebuilt.services().entries()).isEqualTo(live.services().entries());
        assertThat(rebuilt.groups().entries()).isEqualTo(live.groups().entries());
        assertThat(rebuilt.breakers().entries()).isEqualTo(live.breakers().entries());
        assertThat(rebuilt.keys().entries()).isEqualTo(live.keys().entries());
        assertThat(rebuilt.recoveries().entries()).isEqualTo(live.recoveries().entries());
        assertThat(rebuilt.plans().entries()).isEqualTo(live.plans().entries());
        assertThat(requests(rebuilt, true)).isEqualTo(requests(live, true));
        // That a target became well, so that nothing is left to re-assess, is no decision and not in the log.
        assertThat(requests(rebuilt, false)).containsAllEntriesOf(requests(live, false));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void aSecondDeliveryOfAnyInputChangesNothing(@ForAll long seed) {
        Scene scene = new Scene();
        RandomDriver driver = new RandomDriver(scene, seed);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
            if (!driver.inputs().isEmpty()) {
                deliverAgain(scene, driver.inputs().getLast());
            }
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void theWholeInputASecondTimeGivesNoNewCommand(@ForAll long seed) {
        Scene scene = new Scene();
        RandomDriver driver = new RandomDriver(scene, seed);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
        }
        quiet(scene);
        int commands = scene.allCommands().size();
        driver.inputs().forEach(scene::feed);
        assertThat(scene.allCommands()).hasSize(commands);
    }

    /** Faults stop, targets are well, and time passes. */
    private static void quiet(Scene scene) {
        scene.catchingUp(false);
        scene.feed(new Input.CaughtUp(Scene.GROUP));
        scene.after(Duration.ofMillis(1));
        for (String target : List.of("a/1", "a/2", "b", "c", "d")) {
            scene.health(target, HealthStatus.UP);
        }
        scene.after(Duration.ofHours(2));
    }

    private static void deliverAgain(Scene scene, Input input) {
        int events = scene.events().size();
        int commands = scene.allCommands().size();
        Map<String, Object> before = state(scene);
        scene.feed(input);
        assertThat(scene.allCommands()).as(input.toString()).hasSize(commands);
        assertThat(scene.events().subList(events, scene.events().size()))
                .as(input.toString())
                .allMatch(event -> event.getFacts().stream().allMatch(ResultIgnored.class::isInstance));
        assertThat(state(scene)).as(input.toString()).isEqualTo(before);
    }

    private static Map<String, Object> state(Scene scene) {
        MemoryLedger ledger = scene.ledger();
        Map<String, Object> state = new TreeMap<>();
        state.put("targets", Map.copyOf(ledger.targets().entries()));
        state.put("services", Map.copyOf(ledger.services().entries()));
        state.put("group", scene.group().withLast(0, ""));
        state.put("breakers", Map.copyOf(ledger.breakers().entries()));
        state.put("keys", Map.copyOf(ledger.keys().entries()));
        state.put("recoveries", Map.copyOf(ledger.recoveries().entries()));
        state.put("waiting", Map.copyOf(ledger.waiting().entries()));
        state.put("deadlines", Map.copyOf(ledger.deadlines().entries()));
        state.put("answered", Map.copyOf(ledger.answered().entries()));
        return state;
    }

    private static void replay(Scene scene, MemoryLedger rebuilt, Object entry, Map<String, RecoveryRequest> requests) {
        if (entry instanceof SeenHealth seen) {
            scene.correlator().replay(rebuilt, seen.health(), seen.at());
        } else {
            RecoveryEvent event = (RecoveryEvent) entry;
            scene.correlator().replay(rebuilt, event, answered(event, requests));
        }
    }

    private static @Nullable RecoveryRequest answered(RecoveryEvent event, Map<String, RecoveryRequest> requests) {
        return event.getFacts().stream()
                .filter(VerdictGiven.class::isInstance)
                .findFirst()
                .map(fact -> requests.get(((VerdictGiven) fact).getRequestId()))
                .orElse(null);
    }

    private static Map<String, String> requests(MemoryLedger ledger, boolean deferred) {
        Map<String, String> ids = new TreeMap<>();
        ledger.waiting().entries().forEach((slot, waiting) -> {
            if (waiting.deferred() == deferred) {
                ids.put(slot, waiting.request().getId());
            }
        });
        return ids;
    }
}
