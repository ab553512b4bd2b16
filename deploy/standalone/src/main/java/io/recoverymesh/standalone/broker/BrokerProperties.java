package io.recoverymesh.standalone.broker;

import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.util.Map;
import java.util.Properties;

/** The server properties of a single small node: nothing replicated, few threads, small buffers, quick rebalances. */
final class BrokerProperties {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    /** Nothing is replicated: there is one node. */
    private static final Map<String, String> ONE_NODE = Map.of(
            "default.replication.factor", "1",
            "min.insync.replicas", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("num.partitions", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "131072"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("socket.request.max.bytes", "16777216"),
            Map.entry("queued.max.requests", "100"));

    /**
     * A dead member of a group and the open transaction of a dead writer hold everyone up until they time out; clients
     * may ask for as little as one second. After a crash the broker itself must wait for its former session to end.
     */
    private static final Map<String, String> QUICK = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
            "controller.quorum.append.linger.ms", "5",
            "broker.heartbeat.interval.ms", "500",
            "broker.session.timeout.ms", "3000");

    private BrokerProperties() {}

    static Properties of(BrokerSettings settings, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(ONE_NODE);
        properties.putAll(SMALL);
        properties.putAll(QUICK);
        String clients = settings.protocol() + "://" + LoopbackPort.HOST + ":" + port;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE));
        properties.put("controller.quorum.voters", NODE + "@" + controller);
        properties.put("listeners", clients + "," + CONTROLLER + "://" + controller);
        properties.put("advertised.listeners", clients);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("inter.broker.listener.name", settings.protocol().name());
        properties.put("log.dirs", settings.dataDirectory().toString());
        properties.put(
                "auto.create.topics.enable", "false"); // a topic comes from the registry of topics, or not at all
        properties.put("metadata.max.idle.interval.ms", "5000"); // an idle laptop need not write twice a second
        properties.putAll(settings.more());
        return properties;
    }
}
