package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.plan.PlanGraph;
import java.util.LinkedHashMap;
import java.util.Map;

/** Policies by version, read once; a bounded cache of a pure function. Not thread-safe: one per task. */
public final class Policies {
    private static final int CACHED = 2_000;

    private final PolicyReader reader;
    private final Map<String, PlanGraph> byVersion = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PlanGraph> eldest) {
            return size() > CACHED;
        }
    };

    public Policies(PolicyReader reader) {
        this.reader = reader;
    }

    /**
     * The policy of a version.
     *
     * @throws IllegalArgumentException when the document is not a policy
     */
    public Policy of(String version, String document) {
        return graph(version, document).policy();
    }

    /** Its plan, with the conditions compiled; throws like {@link #of}. */
    PlanGraph graph(String version, String document) {
        PlanGraph known = byVersion.get(version);
        if (known != null) {
            return known;
        }
        PlanGraph read = new PlanGraph(reader.policy(document));
        byVersion.put(version, read);
        return read;
    }

    /** The plan of a policy that was read by {@link #of}. */
    PlanGraph graph(Policy policy) {
        PlanGraph known = byVersion.get(policy.version());
        return known == null ? new PlanGraph(policy) : known;
    }
}
