package io.recoverymesh.standalone.broker;

/** A running Kafka broker of ours. */
public interface Broker extends AutoCloseable {

    /** What clients set as {@code bootstrap.servers}; the same for the broker's whole life. */
    String bootstrapServers();

    /** Stops it; clients see it go away, its data stays. */
    void stop();

    /** Starts it again at the same address, with the data it had. */
    void start();

    /** Stops it for good; its data stays. */
    @Override
    void close();
}
