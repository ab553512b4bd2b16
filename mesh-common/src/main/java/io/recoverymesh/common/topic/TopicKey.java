package io.recoverymesh.common.topic;

/** What a topic is keyed by, and so how it is partitioned. */
public enum TopicKey {
    /** {@code service[/instance]}, partitioned by the whole key: foreign producers need no partitioner of ours. */
    TARGET,
    /** {@code group/service[/instance]}, partitioned by the group part: one group, one partition, one writer. */
    GROUP_TARGET,
    /** {@code group/service[/instance]}, partitioned by the whole key: handlers scale out within a group. */
    GROUP_TARGET_SPREAD,
    /** Any other key, partitioned by the whole of it. */
    PLAIN
}
