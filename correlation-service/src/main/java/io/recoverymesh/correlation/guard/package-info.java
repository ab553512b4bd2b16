/** The gate: an ordered chain of guards, one small class each. Pure: each answers from the question alone. */
package io.recoverymesh.correlation.guard;
