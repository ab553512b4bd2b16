package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.correlation.guard.Neighbourhood;
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
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.ProbeAnswered;
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

    private Contracts contracts = Contracts.NONE;
    private final Correlator correlator;
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<RecoveryEvent> events = new ArrayList<>();
    private final List<Output.Commanded> commands = new ArrayList<>();
    private final List<Object> timeline = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final Map<String, TargetHealth> healths = new HashMap<>();
    private Instant now = START;
    private boolean caughtUp = true;
    private int activeElsewhere;
    private Neighbourhood neighbourhood = Neighbourhood.NONE;
    private @Nullable String meshPaused;
    private final SceneRecords records = new SceneRecords();

    public Scene() {
        this(Addressees.NOBODY);
    }

    /** With people to tell where a policy names nobody. */
    public Scene(Addressees addressees) {
        correlator = new Correlator(
                new Policies(new PolicyReader()),
                (handler, action, arguments) -> contracts.objection(handler, action, arguments),
                addressees);
    }

    public Instant now() {
        return now;
    }

    /** Time passes; every deadline on the way fires when it is due. */
    public void after(Duration time) {
        Instant until = now.plus(time);
        for (Deadline next = SceneRecords.nextDue(ledger, until);
                next != null;
                next = SceneRecords.nextDue(ledger, until)) {
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

    public void neighbourhood(Neighbourhood declared) {
        neighbourhood = declared;
    }

    public void activeElsewhere(int active) {
        activeElsewhere = active;
    }

    public void meshPaused(@Nullable String by) {
        meshPaused = by;
    }

    public List<Output> feed(Input input) {
        if (input instanceof Input.Observed observed) {
            timeline.add(new SeenHealth(observed.health(), now));
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
        return observe(records.health(target, status, healths.get(target), now));
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
        return records.request(plan, target, healths.get(target), now);
    }

    public RecoveryRequest byHand(Plan plan, String target, String who) {
        return records.byHand(request(plan, target), who);
    }

    public SignalSummary signal(SignalKind kind, String state) {
        return records.signal(kind, state, now);
    }

    public OperatorAction.Builder action(OperatorActionKind kind, OperatorScope scope, String target) {
        return records.action(kind, scope, target, now);
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

    public StepResult started(StepCommand command) {
        return result(command, new AttemptStarted(now.plusSeconds(30)));
    }

    public StepResult heartbeat(StepCommand command) {
        return result(command, new AttemptProgressed(now.plusSeconds(30), "at it"));
    }

    public StepResult succeeded(StepCommand command) {
        return result(command, new AttemptSucceeded("{}", 5L));
    }

    public StepResult failed(StepCommand command, FailureKind kind, boolean retryable) {
        return result(command, new AttemptFailed(kind, "Expected it to work, but it did not", retryable, 5L));
    }

    public StepResult failed(StepCommand command) {
        return failed(command, FailureKind.FAILED, false);
    }

    public StepResult cancelled(StepCommand command) {
        return result(command, new AttemptCancelled("asked to"));
    }

    /** What handlers have announced of their arguments. */
    public void announced(Contracts said) {
        contracts = said;
    }

    /** Answers the probe of an attempt; {@code command} is the one that ran it, or the one that asks. */
    public StepResult answered(StepCommand command, EffectState effect) {
        return result(command, new ProbeAnswered(effect, "looked", null));
    }

    public StepResult result(StepCommand command, Object body) {
        StepResult result = SceneRecords.result(command, body, now);
        feed(new Input.Reported(result));
        return result;
    }

    /** As a handler of that name says it. */
    public void report(StepCommand command, Object body, String handler) {
        feed(new Input.Reported(StepResult.newBuilder(SceneRecords.result(command, body, now))
                .setHandler(handler)
                .setInstance(handler)
                .build()));
    }

    public void act(OperatorAction.Builder action) {
        feed(new Input.Acted(action.build()));
    }

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

    /** Decisions, and observations of health as {@link SeenHealth}, in the order in which they changed the ledger. */
    public List<Object> timeline() {
        return timeline;
    }

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
        return Evolution.target(ledger, GROUP + "/" + target);
    }

    public GroupState group() {
        return Evolution.group(ledger, GROUP);
    }

    public Recovery recovery() {
        return ledger.recoveries().entries().values().stream()
                .max(Comparator.comparing(Recovery::startedAt))
                .orElseThrow();
    }

    public Surroundings surroundings() {
        return new Surroundings(now, caughtUp, activeElsewhere, neighbourhood, meshPaused);
    }

    private void fire(Deadline deadline) {
        ledger.deadlines().delete(deadline.key());
        feed(new Input.Due(deadline));
    }
}
