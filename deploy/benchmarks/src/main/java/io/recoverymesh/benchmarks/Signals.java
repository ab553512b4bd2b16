package io.recoverymesh.benchmarks;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalState;
import java.time.Instant;
import java.util.Map;

/** Signals as monitoring sends them; as Avro records of about 300 bytes. */
public final class Signals {
    private static final String SOURCE = "alertmanager/prometheus-eu-1";

    private Signals() {}

    /** A firing alert of a service that no policy is about; the same alert of a target is repeated. */
    public static AlertReceived alert(int target, long number, Instant at) {
        String service = "service-" + target;
        return AlertReceived.newBuilder()
                .setId("alert-" + number)
                .setTarget(service)
                .setName("HighErrorRate")
                .setState(SignalState.FIRING)
                .setSeverity("warning")
                .setFingerprint("fp-" + target)
                .setStartsAt(Instant.ofEpochSecond(at.getEpochSecond() / 3600 * 3600))
                .setObservedAt(at)
                .setSource(SOURCE)
                .setLabels(Map.of(
                        "alertname", "HighErrorRate",
                        "severity", "warning",
                        "service", service,
                        "team", "payments",
                        "region", "eu-west-1"))
                .setAnnotations(Map.of("summary", "More than 5 % of the requests fail"))
                .build();
    }

    /** A report that all is well, of a target that was well before. */
    public static HealthReported healthy(String group, String target, long number, Instant at) {
        return health(group, target, HealthStatus.UP, number, at, Map.of("team", "payments", "region", "eu-west-1"));
    }

    /** A report that {@link Catalogues#responsive} acts on. */
    public static HealthReported down(String group, String target, long number, Instant at) {
        Map<String, String> labels = Map.of(Catalogues.LABEL, "yes", "team", "payments", "region", "eu-west-1");
        return health(group, target, HealthStatus.DOWN, number, at, labels);
    }

    private static HealthReported health(
            String group, String target, HealthStatus status, long number, Instant at, Map<String, String> labels) {
        return HealthReported.newBuilder()
                .setId("health-" + number)
                .setGroup(group)
                .setTarget(target)
                .setStatus(status)
                .setReason(
                        "GET http://10.12.0.17:8080/health answered in 17 ms, as did the four checks before this one; "
                                + "3 of 3 instances are in the load balancer, none of them drains")
                .setObservedAt(at)
                .setSource("blackbox-exporter/eu-west-1")
                .setLabels(labels)
                .build();
    }
}
