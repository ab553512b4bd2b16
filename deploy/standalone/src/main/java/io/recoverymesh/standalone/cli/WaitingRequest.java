package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.standalone.client.MeshClient;

/** A request that waits for a person. */
final class WaitingRequest {
    private WaitingRequest() {}

    /** Names the request and its target in the body of an approval. */
    static ObjectNode into(ObjectNode body, String request, MeshClient client) {
        for (JsonNode waiting : client.get("/api/v1/waiting").path("waiting")) {
            if (Cells.text(waiting, "requestId").equals(request)) {
                return body.put("requestId", request)
                        .put("group", Cells.text(waiting, "group"))
                        .put("target", Cells.text(waiting, "target"));
            }
        }
        throw new RefusedInputException(
                "Expected a request that waits, but " + request
                        + " does not. 'mesh verdicts --verdict AWAITING_APPROVAL --json' lists those that did.",
                null);
    }
}
