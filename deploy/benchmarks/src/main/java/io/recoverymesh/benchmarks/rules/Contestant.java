package io.recoverymesh.benchmarks.rules;

/** Who is compared, and what it does for each event. */
enum Contestant {
    MATCHING("mesh, matching alone"),
    DECISIONS("mesh, whole decisions"),
    DROOLS_MATCHING("Drools, matching alone"),
    DROOLS_MAPS("Drools, matching alone, events as maps"),
    DROOLS_DECISIONS("Drools, health and episodes as facts");

    private final String what;

    Contestant(String what) {
        this.what = what;
    }

    boolean isDrools() {
        return this != MATCHING && this != DECISIONS;
    }

    String what() {
        return what;
    }

    /** With so many rules. */
    Engine loaded(int rules) {
        return switch (this) {
            case MATCHING -> new MatchingEngine(rules);
            case DECISIONS -> new MeshEngine(rules);
            case DROOLS_MATCHING -> new DroolsEngine(rules);
            case DROOLS_MAPS -> new DroolsMapsEngine(rules);
            case DROOLS_DECISIONS -> new DroolsDecisionsEngine(rules);
        };
    }
}
