package io.recoverymesh.handler.kafka;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How one handler instance works.
 *
 * @param instance name of this instance, the same after a restart where that is possible: it names the transactions
 * @param maxRunning attempts at once, over all handlers of the instance
 * @param heartbeat how often a running attempt and the instance itself speak
 * @param stopWait how long running attempts may take to end when the instance stops, before they are stopped
 */
public record LoopSettings(String instance, int maxRunning, Duration heartbeat, Duration stopWait) {
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

    public LoopSettings {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new IllegalArgumentException(
                    "Expected handler.instance to be 1 to 200 letters, digits or . _ - and to start with a letter or digit, but got '"
                            + instance + "'");
        }
        if (maxRunning < 1 || maxRunning > 1000) {
            throw new IllegalArgumentException("Expected handler.max-running to be 1 to 1000, but got " + maxRunning);
        }
        if (heartbeat.compareTo(Duration.ofMillis(100)) < 0 || heartbeat.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("Expected handler.heartbeat to be 100ms to 1m, but got " + heartbeat);
        }
        if (stopWait.isNegative() || stopWait.compareTo(LONGEST_STOP) > 0) {
            throw new IllegalArgumentException("Expected handler.stop-wait to be 0s to 10m, but got " + stopWait);
        }
    }
}
