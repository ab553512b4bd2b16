/**
 * What a team writes its handler with: annotated methods, a context, two exceptions, one line to run them. No framework;
 * only {@link io.recoverymesh.handler.sdk.RecoveryHandlers} knows that there is a Kafka.
 */
package io.recoverymesh.handler.sdk;
