package io.recoverymesh.common.topic;

/** What becomes of old records. */
public enum Cleanup {
    DELETE,
    COMPACT
}
