package io.recoverymesh.correlation.wiring;

import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.schemas.BreakerState;
import java.util.EnumMap;
import java.util.Map;

/** How much there is of what, in the partitions that are held here. */
record StateCount(
        int known,
        int unhealthy,
        int active,
        int queued,
        int storms,
        int paused,
        Map<BreakerState, Integer> breakersByState) {
    static final StateCount NOTHING = new StateCount(0, 0, 0, 0, 0, 0, Map.of());
    private static final String LAST = "~";

    static StateCount of(Ledger ledger) {
        int[] sums = new int[6];
        ledger.groups().scan("", LAST, (name, group) -> {
            sums[0] += group.known();
            sums[1] += group.unhealthy();
            sums[2] += group.active();
            sums[3] += group.queued();
            sums[4] += group.storm() == null ? 0 : 1;
            sums[5] += group.paused() == null ? 0 : 1;
            return true;
        });
        Map<BreakerState, Integer> breakers = new EnumMap<>(BreakerState.class);
        ledger.breakers().scan("", LAST, (key, breaker) -> {
            breakers.merge(breaker.state(), 1, Integer::sum);
            return true;
        });
        return new StateCount(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], breakers);
    }

    int breakers(BreakerState state) {
        return breakersByState.getOrDefault(state, 0);
    }
}
