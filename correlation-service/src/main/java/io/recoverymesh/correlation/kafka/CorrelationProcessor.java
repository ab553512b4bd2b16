package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.kafka.EarlyCommits;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.decision.Correlator;
import io.recoverymesh.correlation.decision.Input;
import io.recoverymesh.correlation.decision.Output;
import io.recoverymesh.correlation.decision.Policies;
import io.recoverymesh.correlation.flow.Stitcher;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task: loads, lets the correlator decide and the stitcher tell, stores, publishes. */
final class CorrelationProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelationProcessor.class);
    private static final int DEADLINES_PER_TICK = 500;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);
    private static final Duration LOADS_EVERY = Duration.ofSeconds(1);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final Topics topics;
    private final Shell shell;
    private final Correlator correlator;
    private final Stitcher stitcher = new Stitcher();
    private final Set<String> changedLoads = new TreeSet<>();

    @SuppressWarnings("NullAway.Init")
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private StoreLedger ledger;

    @SuppressWarnings("NullAway.Init")
    private StoreFlowBook flows;

    @SuppressWarnings("NullAway.Init")
    private Publisher publisher;

    @SuppressWarnings("NullAway.Init")
    private CatchUp catchUp;

    @SuppressWarnings("NullAway.Init")
    private EarlyCommits commits;

    private boolean announcedCaughtUp;
    private Instant nextLoads = Instant.EPOCH;
    private Instant nextSweep = Instant.EPOCH;

    CorrelationProcessor(Topics topics, Shell shell) {
        this.topics = topics;
        this.shell = shell;
        this.correlator = new Correlator(new Policies(new PolicyReader()), shell.contracts(), shell.addressees());
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        ledger = StoreLedger.over(context.getStateStore(CorrelationTopology.LEDGER));
        flows = StoreFlowBook.over(context.getStateStore(CorrelationTopology.FLOWS));
        publisher = new Publisher(context);
        commits = new EarlyCommits(context);
        int partition = context.taskId().partition();
        catchUp = new CatchUp(() -> shell.targetsTail().lastUnread(partition), shell.questions());
        context.schedule(shell.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        commits.taking(record.timestamp());
        atomically(() -> take(record.value()));
        context.recordMetadata().ifPresent(metadata -> {
            if (metadata.topic().equals(topics.targets.name())) {
                catchUp.processed(metadata.offset());
            }
        });
    }

    private void take(@Nullable SpecificRecord value) {
        switch (value) {
            case TargetHealth health -> {
                publishFlows(stitcher.onHealth(flows, health));
                decide(new Input.Observed(health));
            }
            case RecoveryRequest request -> {
                publishFlows(stitcher.onRequest(flows, request));
                decide(new Input.Requested(request));
            }
            case StepResult result -> decide(new Input.Reported(result));
            case OperatorAction action -> decide(new Input.Acted(action));
            case TriggerEvent event -> {
                publishFlows(stitcher.onTriggerEvent(flows, event));
                if (event.getKind() == TriggerEventKind.WARNED) {
                    decide(new Input.Warned(event));
                }
            }
            case null -> shell.telemetry().dropped("tombstone");
            default ->
                throw new IllegalArgumentException("Expected a record that " + topics.prefix()
                        + "* topics hold, but got a " + value.getClass().getName());
        }
    }

    private void decide(Input input) {
        String group = groupOf(input);
        for (Output output : correlator.handle(ledger, input, surroundings(group))) {
            emit(output);
        }
    }

    private void emit(Output output) {
        switch (output) {
            case Output.Recorded recorded -> record(recorded.event());
            case Output.Commanded commanded -> command(commanded);
            case Output.LoadChanged changed -> changedLoads.add(changed.group());
            case Output.Dropped dropped -> shell.telemetry().dropped(dropped.reason());
        }
    }

    private void record(RecoveryEvent event) {
        publisher.event(event);
        publishFlows(stitcher.onDecision(flows, event));
        shell.telemetry().decided(event);
        if (event.getFacts().stream().anyMatch(VerdictGiven.class::isInstance)) {
            commits.want();
        }
    }

    private void command(Output.Commanded commanded) {
        String problem = shell.commandTopics().problem(commanded.handler());
        if (problem == null) {
            publisher.command(commanded.handler(), commanded.command());
            commits.want();
        } else {
            decide(new Input.Reported(Refusals.of(commanded, problem, now())));
        }
    }

    private void publishFlows(Collection<String> changed) {
        for (String flowId : changed) {
            FlowView view = stitcher.view(flows, flowId);
            if (view != null) {
                publisher.flow(view, now());
            }
        }
    }

    private void tick(long timestamp) {
        Instant now = Instant.ofEpochMilli(timestamp);
        commits.takingTimer();
        catchUp();
        for (Deadline deadline : due(now)) {
            fire(deadline, now);
        }
        if (!now.isBefore(nextLoads)) {
            nextLoads = now.plus(LOADS_EVERY);
            publishLoads();
        }
        if (!now.isBefore(nextSweep)) {
            nextSweep = now.plus(SWEEP_EVERY);
            atomically(() -> Sweeps.sweep(ledger, flows, stitcher, now));
        }
    }

    private void catchUp() {
        if (announcedCaughtUp || !catchUp.isDone()) {
            return;
        }
        announcedCaughtUp = true;
        Set<String> waiting = new TreeSet<>();
        ledger.waiting().scan("", "~", (slot, w) -> {
            waiting.add(w.request().getGroup());
            return true;
        });
        waiting.forEach(group -> atomically(() -> decide(new Input.CaughtUp(group))));
        LOG.info("task {}: the health of all targets is read, requests are answered", context.taskId());
    }

    private List<Deadline> due(Instant now) {
        List<Deadline> due = new ArrayList<>();
        ledger.deadlines().scan("", Deadline.firstAfter(now), (key, deadline) -> {
            due.add(deadline);
            return due.size() < DEADLINES_PER_TICK;
        });
        return due;
    }

    private void fire(Deadline deadline, Instant now) {
        try {
            atomically(() -> {
                ledger.deadlines().delete(deadline.key());
                decide(new Input.Due(deadline));
            });
        } catch (RuntimeException e) {
            LOG.error("deadline {} could not be decided; it is looked at again in {}", deadline.key(), PUT_OFF, e);
            shell.telemetry().failed();
            atomically(() -> {
                ledger.deadlines().delete(deadline.key());
                Deadline later = deadline.at(now.plus(PUT_OFF));
                ledger.deadlines().put(later.key(), later);
            });
        }
    }

    private void publishLoads() {
        for (String group : changedLoads) {
            publisher.load(group, ledger.groups().get(group), now());
        }
        changedLoads.clear();
    }

    /** All changes of one input reach the stores together, or none does. */
    private void atomically(Runnable change) {
        try {
            change.run();
            ledger.flush();
            flows.flush();
            publisher.flush();
        } catch (RuntimeException e) {
            ledger.discard();
            flows.discard();
            publisher.discard();
            throw e;
        }
    }

    private Surroundings surroundings(String group) {
        MeshGroups groups = shell.groups();
        return new Surroundings(
                now(), catchUp.isDone(), groups.activeElsewhere(group), shell.neighbourhood(), groups.meshPaused());
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private static String groupOf(Input input) {
        return switch (input) {
            case Input.Requested in -> in.request().getGroup();
            case Input.Observed in -> in.health().getGroup();
            case Input.Reported in -> in.result().getGroup();
            case Input.Acted in -> in.action().getGroup();
            case Input.Warned in -> in.event().getGroup();
            case Input.Due in -> in.deadline().group();
            case Input.CaughtUp in -> in.group();
            case Input.Released in -> in.slot().substring(0, in.slot().indexOf('/'));
            case Input.SlotFreed in -> in.group();
            case Input.Awaited in -> in.group();
        };
    }
}
