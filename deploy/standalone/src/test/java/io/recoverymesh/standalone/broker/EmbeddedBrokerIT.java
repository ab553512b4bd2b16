package io.recoverymesh.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.standalone.support.ChildJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private final Path directory;

    EmbeddedBrokerIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsItsDataAndItsAddressOverARestart() throws Exception {
        try (Broker broker = EmbeddedBroker.start(new BrokerSettings(directory, 0))) {
            String address = broker.bootstrapServers();
            try (Admin admin = admin(address)) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            Records.write(address, "t", "one", "two");

            broker.stop();
            broker.start();
            Records.write(address, "t", "three");

            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(Records.read(address, "t")).containsExactly("one", "two", "three");
        }
    }

    @Test
    void keepsItsDataWhenItsProcessIsKilled() throws Exception {
        try (ChildJvm child = ChildJvm.run(BrokerToKill.class, directory.toString())) {
            child.awaitReady();
            child.kill();
        }
        Instant start = Instant.now();
        try (Broker broker = EmbeddedBroker.start(new BrokerSettings(directory, 0))) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
            // the commit was decided before the crash; its marker may be written after it
            await().untilAsserted(() ->
                    assertThat(Records.read(broker.bootstrapServers(), "t")).containsExactly("before the crash"));
        }
    }

    @Test
    void isOneNodeOnLoopbackWithTheNewTransactions() throws Exception {
        try (Broker broker = EmbeddedBroker.start(new BrokerSettings(directory, 0));
                Admin admin = admin(broker.bootstrapServers())) {
            assertThat(admin.describeCluster().nodes().get())
                    .extracting(Node::host)
                    .containsExactly("127.0.0.1");
            assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
                    .hasEntrySatisfying("transaction.version", range -> assertThat(range.maxVersionLevel())
                            .isGreaterThanOrEqualTo((short) 2));
        }
    }

    @Test
    void saysWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(BrokerException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(directory, taken.getLocalPort())))
                    .withMessageContaining("Expected port " + taken.getLocalPort())
                    .withMessageContaining("something listens there");
        }
    }

    private static Admin admin(String address) {
        return Admin.create(Map.of("bootstrap.servers", address));
    }
}
