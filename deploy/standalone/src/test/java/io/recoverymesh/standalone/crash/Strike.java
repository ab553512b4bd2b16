package io.recoverymesh.standalone.crash;

/** Where a handler is killed. */
enum Strike {
    BEFORE_START,
    AFTER_START,
    DURING_EFFECT,
    AFTER_EFFECT,
    /** By the test, once the results are seen. */
    AFTER_RESULT,
    NEVER
}
