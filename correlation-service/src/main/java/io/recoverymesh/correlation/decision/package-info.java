/** Decisions: from the ledger, an input and the time to facts and commands; and what facts make of the ledger. Pure. */
package io.recoverymesh.correlation.decision;
