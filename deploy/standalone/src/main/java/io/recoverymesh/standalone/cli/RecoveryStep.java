package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.standalone.client.MeshClient;

/** Names a step of a recovery in an order. */
final class RecoveryStep {
    private RecoveryStep() {}

    static ObjectNode into(ObjectNode body, String recovery, String step, MeshClient client) {
        JsonNode found = find(recovery, client);
        return body.put("recoveryId", recovery)
                .put("step", step)
                .put("group", Cells.text(found, "group"))
                .put("target", Cells.text(found, "target"));
    }

    /** The same, bound to what the step asks for at this moment. */
    static ObjectNode asking(ObjectNode body, String recovery, String step, MeshClient client) {
        for (JsonNode known : find(recovery, client).path("steps")) {
            if (known.path("id").asText().equals(step) && known.path("binding").isTextual()) {
                body.put("binding", known.path("binding").asText());
            }
        }
        return into(body, recovery, step, client);
    }

    private static JsonNode find(String recovery, MeshClient client) {
        return client.get("/api/v1/recoveries/" + MeshClient.encode(recovery));
    }
}
