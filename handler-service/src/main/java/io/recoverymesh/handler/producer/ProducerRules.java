package io.recoverymesh.handler.producer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What steps may publish, and where consumers listen.
 *
 * @param topics that may be written to; {@code *} stands for any characters
 * @param groups of consumers that may be paused; {@code *} stands for any characters
 * @param controlTopic where consumers learn that they are to pause
 * @param meshPrefix of the mesh's own topics, which no step may write to
 */
public record ProducerRules(List<String> topics, List<String> groups, String controlTopic, String meshPrefix) {
    public static final String DEFAULT_CONTROL_TOPIC = "recovery.consumers";

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._*-]{1,249}");

    public ProducerRules {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        Stream.concat(topics.stream(), groups.stream())
                .filter(pattern -> !ALLOWED.matcher(pattern).matches())
                .findFirst()
                .ifPresent(pattern -> {
                    throw new IllegalArgumentException("Expected handler.kafka.topics and handler.kafka.groups to hold"
                            + " names, where * stands for any characters, but got '" + pattern + "'");
                });
        if (!TOPIC.matcher(controlTopic).matches() || controlTopic.startsWith(meshPrefix)) {
            throw new IllegalArgumentException(
                    "Expected handler.kafka.control-topic to be the name of a topic outside '" + meshPrefix
                            + "', but got '" + controlTopic + "'");
        }
    }

    /** @throws IllegalArgumentException saying which there are */
    void requireTopic(String topic) {
        if (!TOPIC.matcher(topic).matches() || topic.startsWith(meshPrefix) || !matches(topics, topic)) {
            throw new IllegalArgumentException("Expected 'topic' to be one of the allowed topics " + topics
                    + " and none of the mesh's own, but got '" + topic
                    + "'. Add it to handler.kafka.topics where the handler runs.");
        }
    }

    /** @throws IllegalArgumentException saying which there are */
    void requireGroup(String group) {
        if (!matches(groups, group)) {
            throw new IllegalArgumentException("Expected 'group' to be one of the allowed groups " + groups
                    + ", but got '" + group + "'. Add it to handler.kafka.groups where the handler runs.");
        }
    }

    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream()
                .map(pattern ->
                        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .anyMatch(name::matches);
    }
}
