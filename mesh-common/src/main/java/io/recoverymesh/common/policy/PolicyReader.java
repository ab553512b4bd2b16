package io.recoverymesh.common.policy;

/** Reads policies and services from YAML, or back from the canonical JSON of an event. */
public final class PolicyReader {
    /**
     * Reads every document of a YAML text ({@code ---} separates them).
     *
     * @param file name for messages
     */
    public PolicyReading read(String file, String yaml) {
        if (file.isEmpty() || yaml.isEmpty()) {
            return new PolicyReading(java.util.List.of(), java.util.List.of());
        }
        throw new IllegalStateException("placeholder");
    }

    /**
     * Reads the canonical JSON that a request or a fact carries; the caller keeps the result, by version.
     *
     * @throws IllegalArgumentException when it is not a valid policy
     */
    public Policy policy(String canonicalJson) {
        if (canonicalJson.isEmpty()) {
            throw new IllegalArgumentException("placeholder");
        }
        throw new IllegalStateException("placeholder");
    }

    /** Like {@link #policy} for a service. */
    public ServiceDocument service(String canonicalJson) {
        if (canonicalJson.isEmpty()) {
            throw new IllegalArgumentException("placeholder");
        }
        throw new IllegalStateException("placeholder");
    }
}
