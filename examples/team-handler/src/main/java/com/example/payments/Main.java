package com.example.payments;

import io.recoverymesh.handler.sdk.RecoveryHandlers;
import java.nio.file.Path;

/** Where the mesh is comes from the environment: MESH_BOOTSTRAP_SERVERS, MESH_REGISTRY_URL. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Path journal = Path.of(System.getenv().getOrDefault("PAYMENTS_JOURNAL", "payments.journal"));
        RecoveryHandlers.run(new PaymentsHandlers(new Cluster(journal)));
    }
}
