package io.recoverymesh.common.topic;

import java.time.Duration;

/**
 * One topic of the mesh.
 *
 * @param name full name, prefix included
 * @param key what it is keyed by
 * @param value simple name of the Avro record it holds
 * @param cleanup compacted or deleted
 * @param retention for deleted topics; ignored where compacted
 * @param writer who alone may write it, for people to read
 */
public record Topic(String name, TopicKey key, String value, Cleanup cleanup, Duration retention, String writer) {
    /** Where records of this topic go that cannot be processed. */
    public String deadLetters() {
        return name + ".dlq";
    }
}
