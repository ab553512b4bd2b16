/** Identity and causality of events: deterministic ids, header names. Pure: no Kafka, no clock, no chance. */
package io.recoverymesh.common.event;
