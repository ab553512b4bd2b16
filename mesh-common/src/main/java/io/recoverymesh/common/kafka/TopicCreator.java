package io.recoverymesh.common.kafka;

import io.recoverymesh.common.topic.Cleanup;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.TopicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing, where it is allowed to; otherwise says which ones are, and how to create them. */
public final class TopicCreator {
    private static final long TIMEOUT_SECONDS = 30;
    private static final long LOOK_MILLIS = 20;

    private final Admin admin;
    private final int partitions;
    private final short replication;

    /**
     * @param partitions of every topic keyed by target or group/target; these must all have the same number
     * @param replication replicas of each partition; -1 for the cluster's default
     */
    public TopicCreator(Admin admin, int partitions, short replication) {
        this.admin = admin;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * @param mayCreate false on clusters where topics are created by others
     * @throws TopicSetupException when topics are missing or have another number of partitions
     */
    public void ensure(List<Topic> topics, boolean mayCreate) {
        try {
            Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<Topic> missing =
                    topics.stream().filter(t -> !existing.contains(t.name())).toList();
            if (!missing.isEmpty() && !mayCreate) {
                throw new TopicSetupException(describe(missing));
            }
            create(missing);
            check(topics.stream().filter(t -> existing.contains(t.name())).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicSetupException("Interrupted while setting topics up", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new TopicSetupException("Expected to list and create topics, but the cluster answered: " + e, e);
        }
    }

    private void create(List<Topic> missing) throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> created = missing.stream().map(this::newTopic).toList();
        var results = admin.createTopics(created).values();
        for (var result : results.entrySet()) {
            try {
                result.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitKnown(missing);
    }

    /** A created topic is known to its broker a moment later; a client that asks before takes it for missing. */
    private void awaitKnown(List<Topic> created) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = created.stream().map(Topic::name).toList();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            try {
                admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    private void check(List<Topic> present) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = present.stream()
                .filter(TopicCreator::isCounted)
                .map(Topic::name)
                .toList();
        List<String> wrong = new ArrayList<>();
        Map<String, TopicDescription> found =
                admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        found.forEach((name, description) -> {
            if (description.partitions().size() != partitions) {
                wrong.add(name + " has " + description.partitions().size());
            }
        });
        if (!wrong.isEmpty()) {
            throw new TopicSetupException("Expected " + partitions
                    + " partitions (mesh.topics.partitions) in every topic keyed by target, but " + wrong
                    + ". Set mesh.topics.partitions to what the topics have; they must all be equal.");
        }
    }

    private NewTopic newTopic(Topic topic) {
        Map<String, String> config = new HashMap<>();
        if (topic.cleanup() == Cleanup.COMPACT) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            config.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(topic.retention().toMillis()));
        }
        return new NewTopic(topic.name(), isCounted(topic) ? partitions : 1, replication).configs(config);
    }

    private static boolean isCounted(Topic topic) {
        return topic.key() != TopicKey.PLAIN;
    }

    private static String describe(List<Topic> missing) {
        StringBuilder text =
                new StringBuilder("Expected these topics, but they do not exist and mesh.topics.create is false:");
        for (Topic topic : missing) {
            text.append("\n  ")
                    .append(topic.name())
                    .append(" (")
                    .append(topic.cleanup())
                    .append(", ");
            text.append(topic.value())
                    .append(", written by ")
                    .append(topic.writer())
                    .append(")");
        }
        return text.append("\nCreate them, or set mesh.topics.create=true.").toString();
    }
}
