package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.correlation.audit.FactHash;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision in the making: one subject, one cause, facts in order, and what they lead to. */
final class Draft {
    final String group;
    final String target;
    final String flowId;
    final String cause;
    final Instant now;
    private final List<Object> facts = new ArrayList<>();
    private final List<Output.Commanded> commands = new ArrayList<>();
    private final List<Input> followUps = new ArrayList<>();
    private @Nullable String recoveryId;
    private @Nullable String policy;
    private @Nullable RecoveryRequest request;
    private @Nullable String taken;
    private final List<Message> messages = new ArrayList<>();

    Draft(String group, String target, String flowId, String cause, Instant now) {
        this.group = group;
        this.target = target;
        this.flowId = flowId;
        this.cause = cause;
        this.now = now;
    }

    Draft about(@Nullable String recovery, @Nullable String ofPolicy) {
        recoveryId = recovery;
        policy = ofPolicy;
        return this;
    }

    /** The request that the verdict in this decision answers. */
    Draft answering(RecoveryRequest answered) {
        request = answered;
        return this;
    }

    /** The action that is answered. */
    Draft answering(OperatorAction answered) {
        return answering(Answered.key(answered));
    }

    /** The input that is taken, by its key in {@link Answered}. */
    Draft answering(String key) {
        taken = key;
        return this;
    }

    @Nullable
    String taken() {
        return taken;
    }

    /** Something that people are to know. */
    void tell(Message message) {
        messages.add(message);
    }

    List<Message> messages() {
        return messages;
    }

    @Nullable
    String recoveryId() {
        return recoveryId;
    }

    @Nullable
    String policy() {
        return policy;
    }

    void fact(Object fact) {
        facts.add(fact);
    }

    void command(String handler, StepCommand command) {
        commands.add(new Output.Commanded(handler, command));
    }

    /** Decided afterwards, in a decision of its own. */
    void then(Input input) {
        followUps.add(input);
    }

    List<Object> facts() {
        return facts;
    }

    boolean isEmpty() {
        return facts.isEmpty();
    }

    List<Output.Commanded> commands() {
        return commands;
    }

    List<Input> followUps() {
        return followUps;
    }

    @Nullable
    RecoveryRequest request() {
        return request;
    }

    /** The next decision of the group whose last one is given. */
    RecoveryEvent toEvent(GroupState before) {
        long sequence = before.sequence() + 1;
        String previous = before.lastHash();
        return RecoveryEvent.newBuilder()
                .setId(EventIds.of("decision", group, Long.toString(sequence), cause))
                .setSequence(sequence)
                .setGroup(group)
                .setTarget(target)
                .setFlowId(flowId)
                .setRecoveryId(recoveryId)
                .setPolicy(policy)
                .setAt(now)
                .setCausationId(cause)
                .setFacts(facts)
                .setPreviousHash(previous == null ? FactHash.NONE : previous)
                .build();
    }
}
