package io.recoverymesh.handler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import java.time.InstantSource;
import java.util.Optional;

/** Performs one operation, and says what the cluster objected to. */
final class KubernetesAction implements Action {
    private final Operation operation;
    private final KubernetesSettings settings;
    private final Cluster cluster;
    private final InstantSource clock;

    KubernetesAction(Operation operation, KubernetesSettings settings, Cluster cluster, InstantSource clock) {
        this.operation = operation;
        this.settings = settings;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction(
                operation.name(), operation.words(), operation.safety(), operation.schema(), operation.undo());
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            work(arguments);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Operation.Work work = work(invocation.arguments());
        try {
            return work.perform(cluster, new Attempt(invocation, context, clock, settings.poll()));
        } catch (RefusedException e) {
            return Outcome.refused(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return objected(e);
        }
    }

    private Operation.Work work(Arguments arguments) {
        return operation.work(Given.to("kubernetes/" + operation.name(), arguments), settings);
    }

    private Outcome objected(KubernetesClientException e) {
        String said = e.getStatus() == null || e.getStatus().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        String sentence =
                "Expected the cluster to allow " + operation.name() + ", but got " + e.getCode() + ": " + said;
        return switch (e.getCode()) {
            case 401, 403 ->
                Outcome.failure(
                        FailureKind.FAILED, sentence + ". Give the handler's service account the right to it.", false);
            case 400, 404, 405, 422 -> Outcome.failure(FailureKind.FAILED, sentence, false);
            default -> Outcome.failure(FailureKind.FAILED, sentence, true);
        };
    }
}
