package io.recoverymesh.trigger.health;

import io.recoverymesh.schemas.HealthStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one target's health.
 *
 * @param report the last health report that said something new; null where none came
 * @param alerts open alerts by fingerprint
 * @param anomalies open anomalies by metric
 * @param closed when alerts and anomalies last ended, by cause
 * @param health the worst of all; null before the first signal
 * @param since when the target entered this health, by the signals' time
 * @param episode the bad period that is open; null while healthy
 * @param silences heartbeats that stopped, by who waits for them
 * @param flapping how often it changed lately
 */
public record Vitals(
        @Nullable Report report,
        Map<String, OpenAlert> alerts,
        Map<String, OpenAnomaly> anomalies,
        Map<String, Instant> closed,
        @Nullable HealthStatus health,
        Instant since,
        @Nullable Episode episode,
        Map<String, Silence> silences,
        Flapping flapping) {

    public static final Vitals UNKNOWN =
            new Vitals(null, Map.of(), Map.of(), Map.of(), null, Instant.EPOCH, null, Map.of(), Flapping.NONE);
    /** How many alerts, anomalies and endings are kept, each. */
    static final int MAX_OPEN = 100;

    private static final int MAX_REASONS = 10;

    /** A health report. */
    public record Report(
            HealthStatus status,
            Instant at,
            String source,
            @Nullable String reason) {}

    /** An alert that fires. */
    public record OpenAlert(String name, String severity, Instant startsAt) {
        boolean isCritical() {
            return severity.equalsIgnoreCase("critical");
        }
    }

    /** An anomaly that was seen not long ago. */
    public record OpenAnomaly(Instant lastSeen) {}

    /**
     * A heartbeat that stopped.
     *
     * @param what is missing
     */
    public record Silence(String what, Instant since) {}

    /** Whether the target is known to be in trouble. */
    public boolean isBad() {
        return health == HealthStatus.DOWN || health == HealthStatus.DEGRADED;
    }

    /** What makes it unhealthy, one sentence each; at most ten. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (report != null && report.status() != HealthStatus.UP) {
            reasons.add(report.source() + " reports " + report.status()
                    + (report.reason() == null ? "" : ": " + report.reason()));
        }
        alerts.values()
                .forEach(a -> reasons.add("alert " + a.name() + " (" + a.severity() + ") fires since " + a.startsAt()));
        anomalies.keySet().forEach(metric -> reasons.add("anomaly of " + metric));
        silences.values().forEach(s -> reasons.add("no " + s.what() + " came until " + s.since()));
        if (flapping.on()) {
            reasons.add(flapping.reason());
        }
        return reasons.size() <= MAX_REASONS ? reasons : List.copyOf(reasons.subList(0, MAX_REASONS));
    }

    Vitals with(Report newReport) {
        return newReport.equals(report)
                ? this
                : new Vitals(newReport, alerts, anomalies, closed, health, since, episode, silences, flapping);
    }

    Vitals opened(String fingerprint, OpenAlert alert) {
        return new Vitals(
                report, put(alerts, fingerprint, alert), anomalies, closed, health, since, episode, silences, flapping);
    }

    Vitals opened(String metric, OpenAnomaly anomaly) {
        return new Vitals(
                report, alerts, put(anomalies, metric, anomaly), closed, health, since, episode, silences, flapping);
    }

    Vitals closedAlert(String fingerprint, String cause, Instant at) {
        if (!alerts.containsKey(fingerprint) && isKnownEnd(cause, at)) {
            return this;
        }
        return new Vitals(
                report,
                without(alerts, fingerprint),
                anomalies,
                ended(cause, at),
                health,
                since,
                episode,
                silences,
                flapping);
    }

    Vitals closedAnomaly(String metric, String cause, Instant at) {
        if (!anomalies.containsKey(metric) && isKnownEnd(cause, at)) {
            return this;
        }
        return new Vitals(
                report,
                alerts,
                without(anomalies, metric),
                ended(cause, at),
                health,
                since,
                episode,
                silences,
                flapping);
    }

    Vitals forgotAnomaly(String metric) {
        return new Vitals(
                report, alerts, without(anomalies, metric), closed, health, since, episode, silences, flapping);
    }

    Vitals entered(HealthStatus newHealth, Instant at, @Nullable Episode newEpisode) {
        return new Vitals(report, alerts, anomalies, closed, newHealth, at, newEpisode, silences, flapping);
    }

    Vitals silent(String waiting, Silence silence) {
        Map<String, Silence> more = put(silences, waiting, silence);
        return new Vitals(report, alerts, anomalies, closed, health, since, episode, more, flapping);
    }

    Vitals heard(String waiting) {
        Map<String, Silence> rest = without(silences, waiting);
        return new Vitals(report, alerts, anomalies, closed, health, since, episode, rest, flapping);
    }

    Vitals with(Flapping newFlapping) {
        return newFlapping.equals(flapping)
                ? this
                : new Vitals(report, alerts, anomalies, closed, health, since, episode, silences, newFlapping);
    }

    private boolean isKnownEnd(String cause, Instant at) {
        Instant known = closed.get(cause);
        return known != null && !at.isAfter(known);
    }

    private Map<String, Instant> ended(String cause, Instant at) {
        Instant before = closed.get(cause);
        Map<String, Instant> ends = put(closed, cause, before != null && before.isAfter(at) ? before : at);
        if (ends.size() <= MAX_OPEN) {
            return ends;
        }
        String oldest =
                Collections.min(ends.entrySet(), Map.Entry.comparingByValue()).getKey();
        return without(ends, oldest);
    }

    private static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
        if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
            return Map.of(key, value);
        }
        Map<String, V> copy = new TreeMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private static <V> Map<String, V> without(Map<String, V> map, String key) {
        if (!map.containsKey(key)) {
            return map;
        }
        Map<String, V> copy = new TreeMap<>(map);
        copy.remove(key);
        return copy.isEmpty() ? Map.of() : Collections.unmodifiableMap(copy);
    }
}
