package io.recoverymesh.standalone.broker;

import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** One KRaft node, broker and controller, in this JVM; on loopback; its data survives restarts and crashes. */
public final class EmbeddedBroker implements Broker {

    private final BrokerSettings settings;
    private final int port;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(BrokerSettings settings, int port) {
        this.settings = settings;
        this.port = port;
    }

    /** Starts a broker and returns when it takes requests; throws {@link BrokerException} when it cannot. */
    public static EmbeddedBroker start(BrokerSettings settings) {
        int port = LoopbackPort.claim(settings.port())
                .orElseThrow(() -> new BrokerException(
                        "Expected port " + settings.port() + " on " + LoopbackPort.HOST
                                + " for the embedded broker, but "
                                + "something listens there. Stop it, choose another port, or use that broker.",
                        null));
        EmbeddedBroker broker = new EmbeddedBroker(settings, port);
        broker.start();
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            Files.createDirectories(settings.dataDirectory());
        } catch (IOException e) {
            throw new BrokerException("Expected to make " + settings.dataDirectory() + ", but " + e + ".", e);
        }
        StorageFormat.ensure(settings.dataDirectory());
        int controllerPort = LoopbackPort.free(1).getFirst();
        KafkaRaftServer starting =
                new KafkaRaftServer(new KafkaConfig(BrokerProperties.of(settings, port, controllerPort)), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw new BrokerException(
                    "Expected the embedded broker to start at " + bootstrapServers() + " with its data in "
                            + settings.dataDirectory() + ", but " + e.getMessage()
                            + ". Check that no other mesh uses that directory, and that the disk has room.",
                    e);
        }
        server = starting;
    }

    @Override
    public synchronized void stop() {
        KafkaRaftServer stopping = server;
        server = null;
        if (stopping != null) {
            stopping.shutdown();
            stopping.awaitShutdown();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
