package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Silence;
import io.recoverymesh.correlation.ledger.Switch;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Trouble;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.BreakerState;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator must know now, for everybody who asks: looked up at most so often that it never takes more than a
 * tenth of one processor.
 */
@Singleton
final class Overview {
    /** Most of one kind. */
    static final int MOST = 200;

    /** Flows that changed last. */
    static final int RECENT = 12;

    private static final String FIRST = "!";
    private static final int SHARE = 10;
    private static final long FRESH_NANOS = 50_000_000;

    private final MeshReader reader;
    private @Nullable NowView last;
    private long lookedUpAt;
    private long cost;

    Overview(MeshReader reader) {
        this.reader = reader;
    }

    /** @throws UnavailableException when nothing is readable now */
    synchronized NowView now() {
        long asked = System.nanoTime();
        NowView known = last;
        if (known != null && asked - lookedUpAt < Math.max(FRESH_NANOS, cost * SHARE)) {
            return known;
        }
        NowView looked = lookUp();
        lookedUpAt = System.nanoTime();
        cost = lookedUpAt - asked;
        last = looked;
        return looked;
    }

    private NowView lookUp() {
        Ledger ledger = reader.ledger();
        FlowBook flows = reader.flows();
        Instant now = reader.surroundings(GroupController.MESH).now();
        List<TargetView> troubled = new ArrayList<>();
        List<RecoveryView> running = new ArrayList<>();
        int[] counts = new int[3];
        ledger.groups().scan("", "~", (group, state) -> {
            counts[0] += state.known();
            return true;
        });
        reader.troubled().scan(FIRST, "~", (key, trouble) -> {
            counts[1] += trouble.unhealthy() ? 1 : 0;
            counts[2] += trouble.recovering() ? 1 : 0;
            boolean shown = troubled.size() < MOST || (trouble.recovering() && running.size() < MOST);
            TargetState state = shown ? ledger.targets().get(key) : null;
            if (state != null && troubled.size() < MOST && isTroubled(trouble, state, now)) {
                troubled.add(TargetView.of(key, state));
            }
            String active = state == null ? null : state.active();
            Recovery recovery = active == null || running.size() >= MOST
                    ? null
                    : ledger.recoveries().get(active);
            if (recovery != null) {
                running.add(RecoveryView.of(recovery));
            }
            return true;
        });
        return new NowView(
                now,
                reader.surroundings(GroupController.MESH).meshPaused(),
                new NowView.Counts(counts[0], counts[1], counts[2]),
                Pages.all(
                        ledger.groups(),
                        Pages.LONGEST,
                        (group, state) -> group.equals(GroupController.MESH) ? null : GroupView.of(group, state)),
                paused(ledger),
                silences(ledger, now),
                running,
                troubled,
                Pages.all(ledger.waiting(), MOST, (slot, waiting) -> WaitingView.of(waiting)),
                Pages.all(
                        ledger.breakers(),
                        MOST,
                        (key, breaker) -> breaker.state() == BreakerState.CLOSED ? null : BreakerView.of(key, breaker)),
                Pages.all(
                        flows.recent(),
                        RECENT,
                        (key, flowId) -> summary(flows.flows().get(flowId))),
                Missing.of(reader));
    }

    /** A block ends with its time, without a change of state. */
    private static boolean isTroubled(Trouble trouble, TargetState state, Instant now) {
        Block block = state.block();
        return trouble.unhealthy()
                || trouble.recovering()
                || trouble.untold()
                || (block != null && now.isBefore(block.until()));
    }

    private static List<NowView.SilenceView> silences(Ledger ledger, Instant now) {
        return Pages.all(ledger.services(), MOST, (key, state) -> {
            Silence silence = state.silence();
            return silence == null || silence.isOver(now) ? null : NowView.SilenceView.of(key, silence);
        });
    }

    private static List<NowView.PausedService> paused(Ledger ledger) {
        return Pages.all(ledger.services(), MOST, (key, state) -> {
            Switch paused = state.paused();
            int slash = key.indexOf('/');
            return paused == null
                    ? null
                    : new NowView.PausedService(
                            key.substring(0, slash), key.substring(slash + 1), GroupView.PauseView.of(paused));
        });
    }

    private static @Nullable FlowSummary summary(@Nullable Flow flow) {
        return flow == null ? null : FlowSummary.of(flow);
    }
}
