/** The lifecycle of recoveries and their steps: states, legal moves, and what each fact makes of them. Pure. */
package io.recoverymesh.correlation.recovery;
