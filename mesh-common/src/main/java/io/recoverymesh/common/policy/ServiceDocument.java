package io.recoverymesh.common.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared service: where it belongs, what it needs, how its health is probed.
 *
 * @param version hash of the canonical document
 * @param dependsOn names of services that it needs
 * @param maintenance when nothing recovers it by itself
 * @param rto recovery time objective
 * @param rpo recovery point objective
 */
public record ServiceDocument(
        String name,
        String version,
        String group,
        @Nullable String owner,
        List<String> dependsOn,
        List<MaintenanceWindow> maintenance,
        @Nullable Duration rto,
        @Nullable Duration rpo,
        List<Probe> probes) {

    public ServiceDocument {
        dependsOn = List.copyOf(dependsOn);
        maintenance = List.copyOf(maintenance);
        probes = List.copyOf(probes);
    }

    /**
     * One probe of the service or of one of its instances.
     *
     * @param instance null: the service as a whole
     * @param interval between two looks
     * @param timeout of one look
     * @param failures looks in a row that fail before the target is reported DOWN
     * @param successes looks in a row that succeed before it is reported UP again
     */
    public record Probe(
            @Nullable String instance, Check check, Duration interval, Duration timeout, int failures, int successes) {}

    /** How one look is taken. */
    public sealed interface Check {
        /** GET must answer 2xx or 3xx. */
        record HttpCheck(String url) implements Check {}

        /** A connection must be accepted. */
        record TcpCheck(String host, int port) implements Check {}

        /** The process whose id stands in this file must be alive. */
        record ProcessCheck(String pidFile) implements Check {}
    }
}
