/**
 * Signals as decisions see them, their limits, and why something is none.
 *
 * <p>Pure: no Kafka, HTTP, clock or chance. How payloads become signals: {@code payload}.
 */
package io.recoverymesh.trigger.signal;
