package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowLine;
import io.recoverymesh.correlation.flow.VerdictLine;
import io.recoverymesh.correlation.flow.Wait;

/** Places of the flow book's tables in its one store. */
final class FlowSpace {
    static final Space<Flow> FLOWS = new Space<>('f', new StateCodec<>(Flow.class));
    static final Space<FlowLine> LINES = new Space<>('l', new StateCodec<>(FlowLine.class));
    static final Space<String> RECENT = new Space<>('r', new StateCodec<>(String.class));
    static final Space<String> BY_TARGET = new Space<>('t', new StateCodec<>(String.class));
    static final Space<String> EPISODES = new Space<>('e', new StateCodec<>(String.class));
    static final Space<Wait> WAITS = new Space<>('w', new StateCodec<>(Wait.class));
    static final Space<VerdictLine> VERDICTS = new Space<>('v', new StateCodec<>(VerdictLine.class));

    private FlowSpace() {}
}
