package io.recoverymesh.standalone.simulation;

/**
 * How badly things go, in percent of the occasions.
 *
 * @param repeated a record is delivered twice
 * @param lost a record is delivered only seconds later
 * @param crashed a part dies in the middle of a transaction
 * @param paused a handler stands still between its check and its act, or between two heartbeats
 * @param failed an action fails
 */
record Faults(int repeated, int lost, int crashed, int paused, int failed) {
    static final Faults MANY = new Faults(6, 4, 2, 4, 25);
    static final Faults NONE = new Faults(0, 0, 0, 0, 0);
}
