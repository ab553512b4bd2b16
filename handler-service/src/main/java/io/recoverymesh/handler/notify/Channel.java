package io.recoverymesh.handler.notify;

import io.recoverymesh.handler.action.Outcome;

/** A way to reach people. */
interface Channel {
    /** {@code webhook}, {@code slack}, …: as configuration calls it. */
    String type();

    /** Success without output where it was taken. */
    Outcome send(Notice notice, Sending sending) throws InterruptedException;
}
