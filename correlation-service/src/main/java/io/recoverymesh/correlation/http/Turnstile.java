package io.recoverymesh.correlation.http;

import java.util.concurrent.Semaphore;

/** Lets so many long readings of the log run at once, and says no to others: the log is read for the mesh first. */
final class Turnstile {
    private static final int AT_ONCE = 2;

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final String what;

    /** @param what is read, in the plural */
    Turnstile(String what) {
        this.what = what;
    }

    /**
     * To be left again.
     *
     * @throws UnavailableException when so many are inside
     */
    void enter() {
        if (!free.tryAcquire()) {
            throw new UnavailableException(
                    "Expected at most " + AT_ONCE + " " + what + " to be made at once, but so many are; try again");
        }
    }

    void leave() {
        free.release();
    }
}
