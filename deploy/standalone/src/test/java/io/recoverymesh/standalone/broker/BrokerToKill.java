package io.recoverymesh.standalone.broker;

import io.recoverymesh.standalone.support.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Starts a broker in the given directory, writes one record, and waits to be killed. */
final class BrokerToKill {

    private BrokerToKill() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(Path.of(arguments[0]), 0));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
        Records.write(broker.bootstrapServers(), "t", "before the crash");
        ChildJvm.ready(broker.bootstrapServers());
        Thread.currentThread().join();
    }
}
