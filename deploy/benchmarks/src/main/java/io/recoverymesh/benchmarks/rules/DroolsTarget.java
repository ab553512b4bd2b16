package io.recoverymesh.benchmarks.rules;

import java.util.HashMap;
import java.util.Map;

/** What is known of one target's health; a fact of Drools, changed in place: nothing is matched but its service. */
public final class DroolsTarget {
    private final String service;
    private final Map<String, Long> troubles = new HashMap<>();
    private long reportedAt;
    private String reported = "UP";
    private long episode;

    DroolsTarget(String service) {
        this.service = service;
    }

    public String service() {
        return service;
    }

    /** Whether a report, an alert or an anomaly says that it is not well. */
    boolean isBad() {
        return episode > 0;
    }

    void fold(Event event) {
        switch (event.kind()) {
            case "HEALTH" -> report(event);
            default -> trouble(event);
        }
        if (reported.equals("UP") && troubles.isEmpty()) {
            episode = 0;
        } else if (episode == 0) {
            episode = event.at();
        }
    }

    private void report(Event event) {
        if (event.at() >= reportedAt) {
            reportedAt = event.at();
            reported = event.state();
        }
    }

    private void trouble(Event event) {
        if (event.state().equals("FIRING")) {
            troubles.merge(event.name(), event.at(), Math::max);
        } else {
            troubles.remove(event.name());
        }
    }
}
