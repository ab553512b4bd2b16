/** The chain of facts: what a decision's hash is, and whether a log still holds what was decided. Pure: no Kafka, no clock. */
package io.recoverymesh.correlation.audit;
