package io.recoverymesh.benchmarks;

/** Something that takes messages from topics as fast as it can. */
interface Subject extends AutoCloseable {
    /** As it is called in the report. */
    String name();

    /** Fills its topic while it rests, lets it go, and returns how many it took per second. */
    double measure(int messages);

    @Override
    void close();
}
