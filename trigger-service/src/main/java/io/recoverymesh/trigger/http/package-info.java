/**
 * The intake over HTTP: Alertmanager webhooks, plain signals, CloudEvents. Answers 2xx only when Kafka has everything.
 *
 * <p>Translates between HTTP and the signal nouns; decides nothing about recoveries.
 */
package io.recoverymesh.trigger.http;
