package io.recoverymesh.benchmarks.rules;

import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.rule;
import static org.drools.model.prototype.PrototypeDSL.protoPattern;
import static org.drools.model.prototype.PrototypeDSL.variable;
import static org.kie.api.prototype.PrototypeBuilder.prototype;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.drools.model.Index.ConstraintType;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;
import org.drools.model.prototype.PrototypeDSL.PrototypePatternDef;
import org.drools.model.prototype.PrototypeVariable;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.prototype.PrototypeEvent;
import org.kie.api.prototype.PrototypeEventInstance;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Drools as event-driven Ansible sets it up: events are prototypes, maps without a class, in a session that works as a stream.
 * The parsing of JSON, which is done there too, is not counted.
 */
final class DroolsMapsEngine implements Engine {
    private final PrototypeEvent prototype = prototype("event").asEvent();
    private final AtomicLong fired = new AtomicLong();
    private final KieSession session;

    DroolsMapsEngine(int rules) {
        ModelImpl model = new ModelImpl();
        for (int i = 0; i < rules; i++) {
            model.addRule(ruleOf(i));
        }
        session = KieBaseBuilder.createKieBaseFromModel(model, EventProcessingOption.STREAM)
                .newKieSession();
    }

    @Override
    public Object prepared(SpecificRecord record) {
        Event event = DroolsEngine.event(record);
        PrototypeEventInstance instance = prototype.newInstance();
        instance.put("kind", event.kind());
        instance.put("name", event.name());
        instance.put("service", event.service());
        instance.put("state", event.state());
        instance.put("severity", event.severity());
        instance.put("team", event.team());
        instance.put("score", event.score());
        return instance;
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

    private Rule ruleOf(int i) {
        PrototypeVariable event = variable(prototype);
        PrototypePatternDef pattern = protoPattern(event);
        switch (Workload.kindOf(i)) {
            case 0 ->
                pattern.expr("kind", ConstraintType.EQUAL, "ALERT")
                        .expr("name", ConstraintType.EQUAL, "Alert" + i)
                        .expr("severity", ConstraintType.EQUAL, "critical")
                        .expr("team", ConstraintType.EQUAL, Workload.team(i))
                        .expr("state", ConstraintType.EQUAL, "FIRING");
            case 1 ->
                pattern.expr("kind", ConstraintType.EQUAL, "HEALTH")
                        .expr("service", ConstraintType.EQUAL, "service-" + i)
                        .expr("state", ConstraintType.NOT_EQUAL, "UP");
            default ->
                pattern.expr("kind", ConstraintType.EQUAL, "ANOMALY")
                        .expr("name", ConstraintType.EQUAL, "latency_p99")
                        .expr("service", ConstraintType.EQUAL, "service-" + i)
                        .expr("score", ConstraintType.GREATER_THAN, 0.9);
        }
        return rule("rule-" + i).build(pattern, on(event).execute(e -> fired.incrementAndGet()));
    }
}
