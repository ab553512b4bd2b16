package io.recoverymesh.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.topic.TopicKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class PartitionsTest {
    @Property
    void wholeKeysGoWhereKafkasOwnPartitionerPutsThem(@ForAll String key, @ForAll @IntRange(min = 1, max = 64) int n) {
        int kafkas = BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), n);
        assertThat(Partitions.of(TopicKey.TARGET, key, n)).isEqualTo(kafkas);
        assertThat(Partitions.of(TopicKey.GROUP_TARGET_SPREAD, key, n)).isEqualTo(kafkas);
        assertThat(Partitions.of(TopicKey.PLAIN, key, n)).isEqualTo(kafkas);
    }

    @Property
    void aGroupIsInOnePartition(
            @ForAll @AlphaChars @NotEmpty String group,
            @ForAll String target,
            @ForAll @IntRange(min = 1, max = 64) int n) {
        int partition = Partitions.of(TopicKey.GROUP_TARGET, group + "/" + target, n);
        assertThat(partition).isEqualTo(Partitions.ofGroup(group, n)).isBetween(0, n - 1);
        assertThat(new GroupPartitioner<String>().partitions("t", group + "/" + target, "v", n))
                .isEqualTo(Optional.of(Set.of(partition)));
    }
}
