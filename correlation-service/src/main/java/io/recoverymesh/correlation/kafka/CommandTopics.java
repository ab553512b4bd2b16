package io.recoverymesh.correlation.kafka;

import org.jspecify.annotations.Nullable;

/** Makes sure that the topic of a handler's commands exists before a command is sent to it. */
public interface CommandTopics {
    /**
     * Whether commands can be sent; blocks at most some seconds, at the first command of a handler only.
     *
     * @return null when they can; otherwise a sentence: expected …, but …, and the mend
     */
    @Nullable
    String problem(String handler);
}
