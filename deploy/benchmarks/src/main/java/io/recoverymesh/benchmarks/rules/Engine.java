package io.recoverymesh.benchmarks.rules;

import org.apache.avro.specific.SpecificRecord;

/** Something that rules were loaded into. */
interface Engine extends AutoCloseable {
    /** What it wants for one event; made before the time is taken. */
    Object prepared(SpecificRecord record);

    /** Takes one event. */
    void take(Object event);

    /** How often a rule fired so far. */
    long fired();

    @Override
    void close();
}
