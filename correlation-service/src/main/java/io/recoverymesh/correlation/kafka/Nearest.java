package io.recoverymesh.correlation.kafka;

/**
 * The partition where the last entry was found: what belongs to it is most likely there too, so it is looked for there
 * first. Of one question, asked by one thread.
 */
final class Nearest {
    private int partition;

    int partition() {
        return partition;
    }

    void found(int where) {
        partition = where;
    }
}
