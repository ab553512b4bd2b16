package io.recoverymesh.benchmarks.rules;

/** A signal as a fact of Drools. */
public record Event(
        String kind, String name, String service, String state, String severity, String team, double score, long at) {}
