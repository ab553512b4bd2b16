/** A policy's plan as a graph, and what follows from how its steps stand. Pure: no facts, no ledger, no clock. */
package io.recoverymesh.correlation.plan;
