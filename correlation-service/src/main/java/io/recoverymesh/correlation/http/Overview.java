package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Switch;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.BreakerState;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator must know now, for everybody who asks: looked up at most so often that it never takes more than a
 * tenth of one processor.
 */
@Singleton
final class Overview {
    private static final int MOST = 200;
    private static final int RECENT = 12;
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
        List<TargetView> troubled = new ArrayList<>();
        List<RecoveryView> running = new ArrayList<>();
        int[] counts = new int[3];
        Pages.all(ledger.targets(), Integer.MAX_VALUE, (key, state) -> {
            counts[0]++;
            TargetView target = TargetView.of(key, state);
            boolean healthy = !state.health().isUnhealthy() && state.block() == null && state.active() == null;
            if (!healthy) {
                counts[1] += state.health().isUnhealthy() ? 1 : 0;
                if (troubled.size() < MOST) {
                    troubled.add(target);
                }
            }
            String active = state.active();
            if (active != null) {
                counts[2]++;
                Recovery recovery = running.size() < MOST ? ledger.recoveries().get(active) : null;
                if (recovery != null) {
                    running.add(RecoveryView.of(recovery));
                }
            }
            return null;
        });
        return new NowView(
                reader.surroundings(GroupController.MESH).now(),
                reader.surroundings(GroupController.MESH).meshPaused(),
                new NowView.Counts(counts[0], counts[1], counts[2]),
                Pages.all(
                        ledger.groups(),
                        Pages.LONGEST,
                        (group, state) -> group.equals(GroupController.MESH) ? null : GroupView.of(group, state)),
                paused(ledger),
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
