/**
 * The health of one target, folded from all of its signals, and its episodes.
 *
 * <p>Pure: what is known, a signal and the time in; what is known afterwards out. No Kafka, clock or chance.
 */
package io.recoverymesh.trigger.health;
