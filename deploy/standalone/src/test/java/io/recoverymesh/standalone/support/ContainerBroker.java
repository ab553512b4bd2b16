package io.recoverymesh.standalone.support;

import io.recoverymesh.standalone.broker.Broker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka as its own project ships it, in a container: what integration tests use where Docker answers. */
final class ContainerBroker implements Broker {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerBroker.class);
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /** A started one; empty where no Docker answers, or the image is not to be had: tests then use the embedded broker. */
    static Optional<Broker> start(DockerImageName image) {
        if (System.getenv("DOCKER_HOST") == null && !Files.exists(SOCKET)) {
            return Optional.empty();
        }
        KafkaContainer container = new KafkaContainer(image);
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.empty();
            }
            container.start();
            return Optional.of(new ContainerBroker(container));
        } catch (RuntimeException e) {
            LOG.warn("Docker answers, but {} could not be started: the embedded broker is used", image, e);
            container.close();
            return Optional.empty();
        }
    }

    static DockerImageName image() {
        return DockerImageName.parse(IMAGE);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void start() {
        container.start(); // another container: tests that need the data of the first use the embedded broker
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void close() {
        container.close();
    }
}
