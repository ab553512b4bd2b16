package io.recoverymesh.correlation.http;

import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.PolicyDocument;
import io.recoverymesh.schemas.RecoveryRequest;

/** What the API may publish; each call returns only after Kafka acknowledged, and throws {@link UnavailableException} otherwise. */
public interface MeshWriter {
    /** To mesh.operator, keyed group/target. */
    void publish(OperatorAction action);

    /** To mesh.recovery.requests, keyed group/target. */
    void publish(RecoveryRequest request);

    /** To mesh.policies, keyed kind/name. */
    void publish(PolicyDocument document);

    /** A tombstone to mesh.policies. */
    void retract(String kind, String name);
}
