package io.recoverymesh.common.kafka;

import io.recoverymesh.common.topic.TopicKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a key belongs to; equal to Kafka's default partitioner over the part of the key that counts. */
public final class Partitions {
    private Partitions() {}

    /** Partition of a key of the given kind; keys are UTF-8 strings. */
    public static int of(TopicKey kind, String key, int partitions) {
        return switch (kind) {
            case GROUP_TARGET -> ofWhole(groupOf(key), partitions);
            case TARGET, GROUP_TARGET_SPREAD, PLAIN -> ofWhole(key, partitions);
        };
    }

    /** Partition of a group, for every topic keyed group/target. */
    public static int ofGroup(String group, int partitions) {
        return ofWhole(group, partitions);
    }

    private static int ofWhole(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private static String groupOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }
}
