package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was recorded, by id: several families of rules look things up here. */
final class Recorded implements Rules {
    private static final Map<String, Policy> BY_DOCUMENT = new ConcurrentHashMap<>();
    private static final PolicyReader READER = new PolicyReader();

    private final Map<String, RecoveryRequest> requests = new HashMap<>();
    private final Map<String, String> documents = new HashMap<>();
    private final Map<String, StepCommand> commands = new HashMap<>();
    private final Map<String, StepResult> results = new HashMap<>();

    @Override
    public void request(RecoveryRequest request) {
        requests.putIfAbsent(request.getId(), request);
        documents.putIfAbsent(request.getPolicyVersion(), request.getPolicyDocument());
    }

    @Override
    public void command(StepCommand command) {
        commands.put(command.getId(), command);
    }

    @Override
    public void result(StepResult result) {
        results.putIfAbsent(result.getId(), result);
    }

    Map<String, RecoveryRequest> requests() {
        return requests;
    }

    @Nullable
    StepCommand command(String id) {
        return commands.get(id);
    }

    @Nullable
    StepResult result(String id) {
        return results.get(id);
    }

    /** As the request had it, whatever a later record says of it. */
    Policy policy(VerdictGiven verdict) {
        return policy(verdict.getPolicyVersion());
    }

    Policy policy(String version) {
        String document = documents.get(version);
        if (document == null) {
            throw new IllegalStateException("Expected a request with policy version " + version);
        }
        return BY_DOCUMENT.computeIfAbsent(document, READER::policy);
    }
}
