/**
 * Signals as decisions see them, and what foreign payloads become: Alertmanager webhooks, CloudEvents, plain JSON.
 *
 * <p>Pure: bytes and a receipt time in, records or problems out. No Kafka, HTTP, clock or chance.
 */
package io.recoverymesh.trigger.signal;
