package io.recoverymesh.trigger.http;

import java.util.function.Supplier;

/** Told what the intake answers, for metrics; must be quick and must not throw. */
public interface IntakeObserver {
    /** Sees nothing. */
    IntakeObserver NONE = new IntakeObserver() {};

    /** @param format of the payload; {@code unknown} where it was not read */
    default void answered(String format, int status) {}

    /** Called once: how many requests and bytes are held now. */
    default void watch(Supplier<Number> requests, Supplier<Number> bytes) {}
}
