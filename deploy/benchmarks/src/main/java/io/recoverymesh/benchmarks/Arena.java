package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.standalone.broker.BrokerSettings;
import io.recoverymesh.standalone.broker.EmbeddedBroker;
import io.recoverymesh.standalone.registry.RegistryProcess;
import io.recoverymesh.standalone.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One embedded broker and one real registry, on free ports, in a directory that is removed at the end. */
final class Arena implements AutoCloseable {
    /** Of every topic, of the mesh and of what it is compared with. */
    static final int PARTITIONS = 4;

    private final Path directory;
    private final EmbeddedBroker broker;
    private final RegistryProcess registry;
    private final Admin admin;

    private Arena(Path directory, Path registryDistribution) {
        this.directory = directory;
        CompletableFuture<RegistryProcess> starting = CompletableFuture.supplyAsync(() ->
                RegistryProcess.start(RegistrySettings.of(registryDistribution, directory.resolve("registry"), 0)));
        broker = EmbeddedBroker.start(new BrokerSettings(directory.resolve("broker"), 0));
        registry = starting.join();
        admin = Admin.create(clientConfig());
    }

    /** @param registryDistribution the unpacked registry, which the build puts under deploy/standalone/target */
    static Arena open(Path registryDistribution) {
        try {
            return new Arena(Files.createTempDirectory("recovery-mesh-benchmark"), registryDistribution);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    Map<String, Object> clientConfig() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    Map<String, Object> serdes() {
        return Map.of("schema.registry.url", registryUrl());
    }

    Path state(String application) {
        return directory.resolve("state").resolve(application);
    }

    TopicCreator topicCreator() {
        return new TopicCreator(admin, PARTITIONS, (short) 1);
    }

    /** Creates all topics of a mesh, with their dead letters. */
    void createTopics(Topics topics) {
        List<Topic> all = new ArrayList<>(topics.all());
        topics.all().forEach(topic -> all.add(topics.deadLetters(topic)));
        topicCreator().ensure(all, true);
    }

    void createTopics(String... names) {
        try {
            admin.createTopics(Stream.of(names)
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected to create topics, but " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    @Override
    public void close() {
        admin.close();
        registry.close();
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
