/** Facts as spans of one trace per flow; ids follow from event ids, so that a replay gives the same. Pure. */
package io.recoverymesh.correlation.trace;
