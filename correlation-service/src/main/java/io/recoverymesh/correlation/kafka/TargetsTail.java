package io.recoverymesh.correlation.kafka;

/** Where the committed end of mesh.targets was when a task started. */
public interface TargetsTail {
    /**
     * Offset of the last record of a partition that this application has not committed yet; -1 when there is none. May
     * block for seconds.
     */
    long lastUnread(int partition);
}
