package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.client.MeshClient;
import picocli.CommandLine.Parameters;

/** Which document of the catalogue is meant. */
final class DocumentName {
    @Parameters(paramLabel = "<name>", description = "A policy's name, or service/<name>.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    String path() {
        boolean service = name.startsWith("service/");
        String bare = name.substring(name.indexOf('/') + 1);
        return "/api/v1/policies/" + (service ? "service/" : "recovery/") + MeshClient.encode(bare);
    }

    @Override
    public String toString() {
        return name;
    }
}
