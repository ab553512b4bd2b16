package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Policies by version, read once; a bounded cache of a pure function. Not thread-safe: one per task. */
public final class Policies {
    private static final int CACHED = 2_000;

    private final PolicyReader reader;
    private final Map<String, Policy> byVersion = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
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
        Policy known = byVersion.get(version);
        if (known != null) {
            return known;
        }
        Policy read = reader.policy(document);
        byVersion.put(version, read);
        return read;
    }
}
