package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.ServiceDocument.Check;
import io.recoverymesh.common.policy.ServiceDocument.Probe;
import io.recoverymesh.common.target.TargetRef;
import java.time.Duration;

/** How a document of kind Service is written, and what it means where it is silent. */
final class ServiceForm {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int FAILURES = 3;
    private static final int SUCCESSES = 1;

    private ServiceForm() {}

    static ServiceDocument read(Fields document, String version) {
        Fields spec = document.in("spec");
        Fields metadata = document.in("metadata");
        return new ServiceDocument(
                metadata.required("name"),
                version,
                spec.text("group", TargetRef.DEFAULT_GROUP),
                spec.has("owner") ? spec.text("owner") : metadata.text("owner"),
                spec.texts("dependsOn"),
                MaintenanceForm.read(spec),
                spec.duration("rto"),
                spec.duration("rpo"),
                spec.each("probes", ServiceForm::probe));
    }

    private static Probe probe(Fields fields) {
        return new Probe(
                fields.text("instance"),
                check(fields),
                fields.duration("interval", INTERVAL),
                fields.duration("timeout", TIMEOUT),
                fields.count("failures", FAILURES),
                fields.count("successes", SUCCESSES));
    }

    private static Check check(Fields fields) {
        if (fields.has("http")) {
            return new Check.HttpCheck(fields.required("http"));
        }
        if (fields.has("tcp")) {
            String address = fields.required("tcp");
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon).replace("[", "").replace("]", "");
            return new Check.TcpCheck(host, Integer.parseInt(address.substring(colon + 1)));
        }
        return new Check.ProcessCheck(fields.in("process").required("pidFile"));
    }
}
