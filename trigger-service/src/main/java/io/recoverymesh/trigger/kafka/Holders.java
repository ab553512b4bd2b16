package io.recoverymesh.trigger.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/** Which instance of the application holds a partition, as the consumer group knows it. */
public final class Holders {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Map<String, Object> clients;
    private final String group;

    /** @param group of the application's consumers */
    public Holders(Map<String, Object> clients, String group) {
        this.clients = Map.copyOf(clients);
        this.group = group;
    }

    /** In words; also where nobody holds it, or Kafka does not say. */
    public String of(TopicPartition partition) {
        try (Admin admin = Admin.create(clients)) {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(description -> description.members().stream())
                    .filter(member -> member.assignment().topicPartitions().contains(partition))
                    .findFirst()
                    .map(Holders::words)
                    .orElse("no instance at the moment, it is being moved");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "another instance";
        } catch (ExecutionException | TimeoutException e) {
            return "another instance (Kafka did not say which: " + e.getMessage() + ")";
        }
    }

    private static String words(MemberDescription member) {
        return member.groupInstanceId().orElse(member.clientId()) + " on "
                + member.host().replace("/", "");
    }
}
