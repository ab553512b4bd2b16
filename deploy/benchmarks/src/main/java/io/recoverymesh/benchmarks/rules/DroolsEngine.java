package io.recoverymesh.benchmarks.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.signal.Signal;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.functions.Block1;
import org.drools.model.functions.Function1;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Drools with its executable model, whose equalities are indexed: what DRL is compiled to, without the compiler. Each event
 * is inserted, rules are fired, and it is removed, as event-driven Ansible does. It only matches: it keeps no health.
 */
final class DroolsEngine implements Engine {
    private final AtomicLong fired = new AtomicLong();
    private final KieSession session;

    DroolsEngine(int rules) {
        ModelImpl model = new ModelImpl();
        for (int i = 0; i < rules; i++) {
            model.addRule(ruleOf(i, declarationOf(Event.class), e -> fired.incrementAndGet()));
        }
        session = KieBaseBuilder.createKieBaseFromModel(model).newKieSession();
    }

    @Override
    public Object prepared(SpecificRecord record) {
        return event(record);
    }

    static Event event(SpecificRecord record) {
        Signal signal = Signal.of(record);
        SignalSummary summary = signal.summary();
        return new Event(
                summary.getKind().name(),
                summary.getName(),
                signal.target().service(),
                summary.getState(),
                summary.getSeverity() == null ? "" : summary.getSeverity(),
                summary.getLabels().getOrDefault("team", ""),
                summary.getScore() == null ? 0 : summary.getScore(),
                summary.getObservedAt().toEpochMilli());
    }

    @Override
    public void take(Object event) {
        FactHandle handle = session.insert(event);
        session.fireAllRules();
        session.delete(handle);
    }

    @Override
    public long fired() {
        return fired.get();
    }

    @Override
    public void close() {
        session.dispose();
    }

    /** The same as a policy of {@link MeshEngine}. */
    static Rule ruleOf(int i, Variable<Event> event, Block1<Event> action) {
        PatternDef<Event> pattern = pattern(event);
        switch (Workload.kindOf(i)) {
            case 0 -> {
                equal(pattern, 0, "kind", Event::kind, "ALERT");
                equal(pattern, 1, "name", Event::name, "Alert" + i);
                equal(pattern, 2, "severity", Event::severity, "critical");
                equal(pattern, 3, "team", Event::team, Workload.team(i));
                equal(pattern, 4, "state", Event::state, "FIRING");
            }
            case 1 -> {
                equal(pattern, 0, "kind", Event::kind, "HEALTH");
                equal(pattern, 5, "service", Event::service, "service-" + i);
                pattern.expr("bad", e -> e.state().equals("DOWN") || e.state().equals("DEGRADED"));
            }
            default -> {
                equal(pattern, 0, "kind", Event::kind, "ANOMALY");
                equal(pattern, 1, "name", Event::name, "latency_p99");
                equal(pattern, 5, "service", Event::service, "service-" + i);
                pattern.expr("score", e -> e.score() > 0.9);
            }
        }
        return rule("rule-" + i).build(pattern, on(event).execute(action));
    }

    private static void equal(
            PatternDef<Event> pattern, int index, String field, Function1<Event, String> of, String value) {
        pattern.expr(
                field + "=" + value,
                e -> value.equals(of.apply(e)),
                alphaIndexedBy(String.class, ConstraintType.EQUAL, index, of, value));
    }
}
