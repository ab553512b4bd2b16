package io.recoverymesh.benchmarks.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.not;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.betaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Drools that keeps what the mesh keeps: each target is a fact, found by an indexed join; what is heard of it is folded into it,
 * older news are ignored, and the rules look at events whose target is in trouble. A second fact for each event carries that, so
 * that the rules themselves stay without joins. It makes no requests, remembers no ids and no flapping.
 */
final class DroolsDecisionsEngine implements Engine {
    private static final int FIRST = 20;
    private static final int SECOND = 10;

    private final AtomicLong fired = new AtomicLong();
    private final KieSession session;
    private @Nullable FactHandle inTrouble;

    DroolsDecisionsEngine(int rules) {
        ModelImpl model = new ModelImpl();
        model.addRule(meets());
        model.addRule(folds());
        for (int i = 0; i < rules; i++) {
            model.addRule(DroolsEngine.ruleOf(i, declarationOf(Event.class), e -> fired.incrementAndGet()));
        }
        session = KieBaseBuilder.createKieBaseFromModel(model).newKieSession();
    }

    /** An event as it came, before its target was looked at. */
    public record Heard(Event event) {
        public String service() {
            return event.service();
        }
    }

    private static Rule meets() {
        Variable<Heard> heard = declarationOf(Heard.class);
        Variable<DroolsTarget> target = declarationOf(DroolsTarget.class);
        return rule("meets")
                .attribute(Rule.Attribute.SALIENCE, FIRST)
                .build(
                        pattern(heard),
                        not(of(target, heard)),
                        on(heard).execute((drools, h) -> drools.insert(new DroolsTarget(h.service()))));
    }

    private Rule folds() {
        Variable<Heard> heard = declarationOf(Heard.class);
        Variable<DroolsTarget> target = declarationOf(DroolsTarget.class);
        return rule("folds")
                .attribute(Rule.Attribute.SALIENCE, SECOND)
                .build(pattern(heard), of(target, heard), on(heard, target).execute((h, t) -> {
                    t.fold(h.event());
                    if (t.isBad()) {
                        inTrouble = session().insert(h.event());
                    }
                }));
    }

    private KieSession session() {
        return session;
    }

    private static PatternDef<DroolsTarget> of(Variable<DroolsTarget> target, Variable<Heard> heard) {
        return pattern(target)
                .expr(
                        "service",
                        heard,
                        (t, h) -> t.service().equals(h.service()),
                        betaIndexedBy(
                                String.class,
                                ConstraintType.EQUAL,
                                0,
                                DroolsTarget::service,
                                Heard::service,
                                String.class));
    }

    @Override
    public Object prepared(SpecificRecord record) {
        return new Heard(DroolsEngine.event(record));
    }

    @Override
    public void take(Object event) {
        FactHandle handle = session.insert(event);
        session.fireAllRules();
        session.delete(handle);
        if (inTrouble != null) {
            session.delete(inTrouble);
            inTrouble = null;
        }
    }

    @Override
    public long fired() {
        return fired.get();
    }

    @Override
    public void close() {
        session.dispose();
    }
}
