/** What one group must remember to decide: immutable records in sorted tables. Pure: no Kafka, no clock; changed only by evolving facts and observations. */
package io.recoverymesh.correlation.ledger;
