/**
 * Whether signals deserve a recovery: holds, counts, episodes, requests.
 *
 * <p>Pure: {@link io.recoverymesh.trigger.trigger.TriggerCore} takes state, a signal, the catalogue and the time, and
 * gives the new state and what is to be published. No Kafka, clock or chance.
 */
package io.recoverymesh.trigger.trigger;
