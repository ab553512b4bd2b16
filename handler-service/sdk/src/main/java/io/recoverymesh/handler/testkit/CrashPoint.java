package io.recoverymesh.handler.testkit;

/** Where a handler dies; it is started again at once, without any memory of what it did. */
public enum CrashPoint {
    /** Before the transaction that holds AttemptStarted and the offset: the command comes again. */
    BEFORE_START,
    /** After that transaction, before the effect. */
    AFTER_START,
    /** At the first heartbeat that the handler gives; {@link TestMesh#death()} for any other place. */
    DURING_EFFECT,
    /** After the method returned, before the result was sent. */
    AFTER_EFFECT,
    /** After the result was sent. */
    AFTER_RESULT
}
