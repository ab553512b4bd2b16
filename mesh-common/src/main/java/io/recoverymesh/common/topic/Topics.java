package io.recoverymesh.common.topic;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The topic registry: the only place where topics are named. */
public final class Topics {
    public static final String DEFAULT_PREFIX = "mesh.";
    private static final Pattern PREFIX = Pattern.compile("([a-zA-Z0-9_]+\\.)+");
    private static final Duration SHORT = Duration.ofDays(7);
    private static final Duration AUDIT = Duration.ofDays(365);
    private static final Duration UNUSED = Duration.ZERO;

    private final String prefix;
    public final Topic health;
    public final Topic anomaly;
    public final Topic alert;
    public final Topic targets;
    public final Topic triggerEvents;
    public final Topic requests;
    public final Topic operator;
    public final Topic events;
    public final Topic groups;
    public final Topic results;
    public final Topic flows;
    public final Topic policies;
    public final Topic handlers;

    /**
     * @param prefix parts that end in a dot, such as {@code mesh.} or {@code prod.mesh.}
     * @throws IllegalArgumentException when it is anything else
     */
    public Topics(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "Expected a topic prefix of letters, digits, _ and dots that ends in a dot, such as '"
                            + DEFAULT_PREFIX + "', but got '" + prefix + "'");
        }
        this.prefix = prefix;
        health = deleted("health", TopicKey.TARGET, "HealthReported", SHORT, "monitoring, trigger-service intake");
        anomaly = deleted("anomaly", TopicKey.TARGET, "AnomalyDetected", SHORT, "monitoring, trigger-service intake");
        alert = deleted("alert", TopicKey.TARGET, "AlertReceived", SHORT, "monitoring, trigger-service intake");
        targets = compacted("targets", TopicKey.GROUP_TARGET, "TargetHealth", "trigger-service");
        triggerEvents = deleted("trigger.events", TopicKey.GROUP_TARGET, "TriggerEvent", SHORT, "trigger-service");
        requests = deleted(
                "recovery.requests", TopicKey.GROUP_TARGET, "RecoveryRequest", SHORT, "trigger-service, the API");
        operator = deleted("operator", TopicKey.GROUP_TARGET, "OperatorAction", AUDIT, "the API");
        events = deleted("recovery.events", TopicKey.GROUP_TARGET, "RecoveryEvent", AUDIT, "correlation-service");
        groups = compacted("groups", TopicKey.PLAIN, "GroupLoad", "correlation-service");
        results = deleted("results", TopicKey.GROUP_TARGET, "StepResult", SHORT, "handlers");
        flows = compacted("flows", TopicKey.PLAIN, "FlowView", "correlation-service");
        policies = compacted("policies", TopicKey.PLAIN, "PolicyDocument", "the API, the loader");
        handlers = compacted("handlers", TopicKey.PLAIN, "HandlerAnnounced", "handlers");
    }

    public static Topics withDefaultPrefix() {
        return new Topics(DEFAULT_PREFIX);
    }

    /** Commands for one handler. */
    public Topic commands(String handler) {
        return deleted(
                "commands." + handler, TopicKey.GROUP_TARGET_SPREAD, "StepCommand", SHORT, "correlation-service");
    }

    /** Dead letters of a topic: raw bytes, in one partition. */
    public Topic deadLetters(Topic topic) {
        return new Topic(topic.deadLetters(), TopicKey.PLAIN, "bytes", Cleanup.DELETE, SHORT, "whoever failed");
    }

    /** Every topic but those of the handlers' commands, without dead letters. */
    public List<Topic> all() {
        return List.of(
                health,
                anomaly,
                alert,
                targets,
                triggerEvents,
                requests,
                operator,
                events,
                groups,
                results,
                flows,
                policies,
                handlers);
    }

    /** Topics that monitoring writes. */
    public List<Topic> signals() {
        return List.of(health, anomaly, alert);
    }

    public String prefix() {
        return prefix;
    }

    private Topic deleted(String name, TopicKey key, String value, Duration retention, String writer) {
        return new Topic(prefix + name, key, value, Cleanup.DELETE, retention, writer);
    }

    private Topic compacted(String name, TopicKey key, String value, String writer) {
        return new Topic(prefix + name, key, value, Cleanup.COMPACT, UNUSED, writer);
    }
}
