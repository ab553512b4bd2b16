package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between the fields of a Service; passes over values that are refused already. */
final class ServiceCheck {
    private static final List<String> CHECKS = List.of("http", "tcp", "process");
    private static final int MAX_PORT = 65_535;

    private ServiceCheck() {}

    static void run(JsonNode document, Problems problems) {
        Set<String> seen = new HashSet<>();
        JsonNode needed = document.at("/spec/dependsOn");
        for (int i = 0; i < needed.size(); i++) {
            if (!seen.add(needed.get(i).asText())) {
                problems.error(
                        "/spec/dependsOn/" + i,
                        "Expected each service once in dependsOn, but " + Shown.of(needed.get(i)) + " is there twice",
                        "Remove one of the two");
            }
        }
        MaintenanceForm.check(new Fields(document.path("spec")), problems);
        JsonNode probes = document.at("/spec/probes");
        for (int i = 0; i < probes.size(); i++) {
            probe("/spec/probes/" + i, probes.get(i), problems);
        }
    }

    private static void probe(String pointer, JsonNode probe, Problems problems) {
        List<String> written = CHECKS.stream().filter(probe::has).toList();
        if (probe.isObject() && written.size() != 1) {
            problems.error(
                    pointer,
                    "Expected exactly one of http, tcp, process, but got "
                            + (written.isEmpty() ? "none" : String.join(" and ", written)),
                    written.isEmpty() ? "Add one, for instance 'tcp: 127.0.0.1:5432'" : "Make them several probes");
        }
        String address = probe.path("tcp").asText();
        String port = address.substring(address.lastIndexOf(':') + 1);
        if (port.matches("\\d{1,5}") && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT)) {
            problems.error(
                    pointer + "/tcp",
                    "Expected a port from 1 to " + MAX_PORT + ", but got " + port,
                    "Correct the port");
        }
    }
}
