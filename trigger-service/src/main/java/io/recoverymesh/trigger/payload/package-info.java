/**
 * What monitoring sends, told apart by its content: Alertmanager, Grafana, CloudEvents, Kubernetes events, OpenTelemetry logs, plain JSON.
 * Every foreign format is put into the words of the plain one, by the rules of {@code mapping}, and read as that.
 *
 * <p>Pure: bytes and what is known of their arrival in, records or problems out. No Kafka, HTTP, clock or chance.
 */
package io.recoverymesh.trigger.payload;
