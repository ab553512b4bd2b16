package io.recoverymesh.correlation.http;

import java.net.URI;
import java.util.List;
import java.util.Set;

/** The instances that hold the state of the mesh together, each some partitions of it. */
public interface Instances {
    /** Partitions that are readable here, now. */
    Set<Integer> held();

    /** How many partitions there are. */
    int partitions();

    /** Whether a group's partition is readable here. */
    boolean holds(String group);

    /** The other instances that said where they can be asked. */
    List<URI> others();
}
