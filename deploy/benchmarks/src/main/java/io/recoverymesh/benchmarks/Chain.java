package io.recoverymesh.benchmarks;

import java.time.Duration;

/** Something that messages go through, from a topic to a committed reader. */
interface Chain extends AutoCloseable {
    /** As it is called in the report. */
    String name();

    /** Sends at an even rate for so long, and gives what arrived the time to arrive. */
    Journeys measure(int perSecond, Duration length);

    @Override
    void close();
}
