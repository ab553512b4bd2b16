package io.recoverymesh.handler.testkit;

/** The process is gone at this line; nothing of the handler may catch it. */
final class SimulatedCrash extends Error {
    SimulatedCrash() {
        super("the handler dies here", null, false, false);
    }
}
