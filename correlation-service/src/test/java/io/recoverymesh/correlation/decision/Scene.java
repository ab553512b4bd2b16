package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The core with a clock that only a test moves: what is fed in, what came out, in order. One group, {@code g}. */
public final class Scene {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final String GROUP = "g";

    private final Correlator correlator = new Correlator(new Policies(new PolicyReader()));
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<RecoveryEvent> events = new ArrayList<>();
    private final List<Output.Commanded> commands = new ArrayList<>();
    private final List<Object> timeline = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final Map<String, TargetHealth> healths = new HashMap<>();
    private Instant now = START;
    private boolean caughtUp = true;
    private int activeElsewhere;
    private @Nullable String meshPaused;
    private int number;
    private @Nullable StepResult lastResult;

    // ---- time and surroundings

    public Instant now() {
        return now;
    }

    /** Time passes; every deadline on the way fires when it is due. */
    public void after(Duration time) {
        Instant until = now.plus(time);
        for (Deadline next = nextDue(until); next != null; next = nextDue(until)) {
            now = next.due().isAfter(now) ? next.due() : now;
            fire(next);
        }
        now = until;
    }

    /** Time passes and nobody looks at the deadlines. */
    public void sleeping(Duration time) {
        now = now.plus(time);
    }

    public void catchingUp(boolean yes) {
        caughtUp = !yes;
    }

    public void activeElsewhere(int active) {
        activeElsewhere = active;
    }

    public void meshPaused(@Nullable String by) {
        meshPaused = by;
    }

    // ---- inputs

    public List<Output> feed(Input input) {
        if (input instanceof Input.Observed observed) {
            timeline.add(new Seen(observed.health(), now));
        }
        List<Output> outputs = correlator.handle(ledger, input, surroundings());
        for (Output output : outputs) {
            switch (output) {
                case Output.Recorded recorded -> {
                    events.add(recorded.event());
                    timeline.add(recorded.event());
                }
                case Output.Commanded commanded -> commands.add(commanded);
                case Output.Dropped drop -> dropped.add(drop.reason());
                case Output.LoadChanged ignored -> {}
            }
        }
        return outputs;
    }

    public TargetHealth health(String target, HealthStatus status) {
        TargetHealth before = healths.get(target);
        TargetHealth.Builder record = TargetHealth.newBuilder()
                .setGroup(GROUP)
                .setTarget(target)
                .setHealth(status)
                .setPrevious(before == null ? null : before.getHealth())
                .setSince(before != null && before.getHealth() == status ? before.getSince() : now)
                .setFlowId(before == null ? null : before.getFlowId())
                .setSignal(signal(SignalKind.HEALTH, status.name()))
                .setChangedAt(now);
        if (status != HealthStatus.UP && before != null && before.getEpisode() != null) {
            record.setEpisode(before.getEpisode()).setEpisodeStartedAt(before.getEpisodeStartedAt());
        } else if (status != HealthStatus.UP) {
            String episode = "e-" + target + "-" + ++number;
            record.setEpisode(episode).setEpisodeStartedAt(now).setFlowId("f-" + episode);
        }
        return observe(record.build());
    }

    public TargetHealth observe(TargetHealth record) {
        healths.put(record.getTarget(), record);
        feed(new Input.Observed(record));
        return record;
    }

    public void down(String... targets) {
        Stream.of(targets).forEach(target -> health(target, HealthStatus.DOWN));
    }

    public void up(String... targets) {
        Stream.of(targets).forEach(target -> health(target, HealthStatus.UP));
    }

    /** A request that follows from the target's present bad period. */
    public RecoveryRequest request(Plan plan, String target) {
        TargetHealth health = healths.get(target);
        String episode =
                health == null || health.getEpisode() == null ? "e-" + target + "-unseen" : health.getEpisode();
        SignalSummary signal = signal(SignalKind.ALERT, "FIRING");
        String id = EventIds.of("request", plan.name(), target, signal.getId());
        return RecoveryRequest.newBuilder()
                .setId(id)
                .setFlowId("f-" + episode)
                .setIdempotencyKey(EventIds.of("key", plan.name(), target, episode))
                .setPolicy(plan.name())
                .setPolicyVersion(plan.policy().version())
                .setPolicyDocument(plan.document())
                .setGroup(GROUP)
                .setTarget(target)
                .setEpisode(episode)
                .setSignal(signal)
                .setEventTime(now)
                .setRequestedAt(now)
                .setSeed(EventIds.seed(id))
                .build();
    }

    public RecoveryRequest byHand(Plan plan, String target, String who) {
        RecoveryRequest request = request(plan, target);
        return RecoveryRequest.newBuilder(request)
                .setEpisode(null)
                .setIdempotencyKey(EventIds.of("hand", request.getId()))
                .setRequestedBy(who)
                .setComment("because")
                .build();
    }

    /** Its verdict; of several, the one on this very request that came last. */
    public VerdictGiven give(RecoveryRequest request) {
        feed(new Input.Requested(request));
        return verdictOn(request);
    }

    public VerdictGiven ask(Plan plan, String target) {
        return give(request(plan, target));
    }

    public VerdictGiven askByHand(Plan plan, String target) {
        return give(byHand(plan, target, "ann"));
    }

    public void started(StepCommand command) {
        result(command, new AttemptStarted(now.plusSeconds(30)));
    }

    public void heartbeat(StepCommand command) {
        result(command, new AttemptProgressed(now.plusSeconds(30), "at it"));
    }

    public void succeeded(StepCommand command) {
        result(command, new AttemptSucceeded("{}", 5L));
    }

    public void failed(StepCommand command, FailureKind kind, boolean retryable) {
        result(command, new AttemptFailed(kind, "Expected it to work, but it did not", retryable, 5L));
    }

    public void failed(StepCommand command) {
        failed(command, FailureKind.FAILED, false);
    }

    public void cancelled(StepCommand command) {
        result(command, new AttemptCancelled("asked to"));
    }

    public StepResult result(StepCommand command, Object body) {
        StepResult result = StepResult.newBuilder()
                .setId(EventIds.of(command.getId(), body.toString()))
                .setCommandId(command.getId())
                .setFlowId(command.getFlowId())
                .setRecoveryId(command.getRecoveryId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStep(command.getStep())
                .setAttempt(command.getAttempt())
                .setFence(command.getFence())
                .setHandler("exec")
                .setInstance("exec-1")
                .setAt(now)
                .setBody(body)
                .build();
        lastResult = result;
        feed(new Input.Reported(result));
        return result;
    }

    public StepResult lastResult() {
        return java.util.Objects.requireNonNull(lastResult);
    }

    public OperatorAction.Builder action(OperatorActionKind kind, OperatorScope scope, String target) {
        return OperatorAction.newBuilder()
                .setId("action-" + ++number)
                .setKind(kind)
                .setScope(scope)
                .setGroup(GROUP)
                .setTarget(target)
                .setBy("ann")
                .setComment("looked at it")
                .setAt(now);
    }

    public void act(OperatorAction.Builder action) {
        feed(new Input.Acted(action.build()));
    }

    // ---- whole recoveries

    /** The target falls ill, is recovered by the plan, and verified. */
    public void recover(Plan plan, String target) {
        down(target);
        ask(plan, target);
        started(lastCommand());
        succeeded(lastCommand());
        up(target);
        after(plan.policy().verify().stableFor());
    }

    /** The target falls ill, and the plan's only step fails. */
    public void failRecovery(Plan plan, String target) {
        down(target);
        ask(plan, target);
        started(lastCommand());
        failed(lastCommand());
    }

    // ---- what came out

    /** Decisions, and observations of health as {@link Seen}, in the order in which they changed the ledger. */
    public List<Object> timeline() {
        return timeline;
    }

    /** A record of health, and when it was read. */
    public record Seen(TargetHealth health, Instant at) {}

    public List<RecoveryEvent> events() {
        return events;
    }

    public List<Object> facts() {
        return events.stream().flatMap(event -> event.getFacts().stream()).toList();
    }

    public <T> List<T> facts(Class<T> type) {
        return facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public <T> T last(Class<T> type) {
        return facts(type).getLast();
    }

    public List<VerdictGiven> verdictsOn(RecoveryRequest request) {
        return facts(VerdictGiven.class).stream()
                .filter(v -> v.getRequestId().equals(request.getId()))
                .toList();
    }

    public VerdictGiven verdictOn(RecoveryRequest request) {
        return verdictsOn(request).getLast();
    }

    /** Commands to run a step. */
    public List<StepCommand> runs() {
        return commands.stream()
                .map(Output.Commanded::command)
                .filter(command -> command.getBody() instanceof RunStep)
                .toList();
    }

    public List<StepCommand> allCommands() {
        return commands.stream().map(Output.Commanded::command).toList();
    }

    public StepCommand lastCommand() {
        return runs().getLast();
    }

    public List<String> dropped() {
        return dropped;
    }

    public RecoveryEnded lastEnd() {
        return last(RecoveryEnded.class);
    }

    public List<Explanation> explain(RecoveryRequest request) {
        return correlator.explain(ledger, request, surroundings());
    }

    public MemoryLedger ledger() {
        return ledger;
    }

    public Correlator correlator() {
        return correlator;
    }

    public TargetState target(String target) {
        TargetState found = ledger.targets().get(GROUP + "/" + target);
        return found == null ? TargetState.NEW : found;
    }

    public GroupState group() {
        GroupState found = ledger.groups().get(GROUP);
        return found == null ? GroupState.NEW : found;
    }

    public Recovery recovery() {
        return ledger.recoveries().entries().values().stream()
                .max(Comparator.comparing(Recovery::startedAt))
                .orElseThrow();
    }

    public SignalSummary signal(SignalKind kind, String state) {
        return SignalSummary.newBuilder()
                .setId("s-" + ++number)
                .setKind(kind)
                .setName("Broken")
                .setState(state)
                .setObservedAt(now)
                .setSource("test")
                .build();
    }

    public Surroundings surroundings() {
        return new Surroundings(now, caughtUp, activeElsewhere, meshPaused);
    }

    private @Nullable Deadline nextDue(Instant until) {
        List<Deadline> first = new ArrayList<>();
        ledger.deadlines().scan("", Deadline.firstAfter(until), (key, deadline) -> {
            first.add(deadline);
            return false;
        });
        return first.isEmpty() ? null : first.getFirst();
    }

    private void fire(Deadline deadline) {
        ledger.deadlines().delete(deadline.key());
        feed(new Input.Due(deadline));
    }
}
