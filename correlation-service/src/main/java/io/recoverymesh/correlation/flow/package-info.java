/** Folds health, trigger events, requests and decisions into flows: what happened, what it waited for, what it did not do and why. Pure: no Kafka, no HTTP, no clock. */
package io.recoverymesh.correlation.flow;
