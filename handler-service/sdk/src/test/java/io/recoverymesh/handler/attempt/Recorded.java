package io.recoverymesh.handler.attempt;

import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.StepResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What attempts told; heartbeats are acknowledged while it is connected. */
final class Recorded implements ResultSink {
    final List<StepResult> results = new CopyOnWriteArrayList<>();
    volatile boolean connected = true;

    @Override
    public void publish(StepResult result) {
        results.add(result);
    }

    @Override
    public void offer(StepResult result, Runnable acknowledged) {
        results.add(result);
        if (connected) {
            acknowledged.run();
        }
    }

    List<Object> ends() {
        return bodies().stream()
                .filter(body -> !(body instanceof AttemptProgressed))
                .toList();
    }

    List<Object> bodies() {
        return results.stream().map(StepResult::getBody).toList();
    }
}
