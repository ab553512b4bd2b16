package io.recoverymesh.trigger.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.SeverityRank;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.Declared;
import io.recoverymesh.trigger.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CataloguePropertyTest {
    @Property(tries = 200)
    void findsExactlyWhatComparingWithEveryClauseFinds(
            @ForAll("triggers") List<Trigger> triggers, @ForAll("signals") SignalSummary signal) {
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < triggers.size(); i++) {
            clauses.addAll(Catalogue.clausesOf(Declared.policy("p" + i, triggers.get(i))));
        }
        TargetRef target = TargetRef.of("g1", "a/1");

        assertThat(Catalogue.ofCompiled(clauses, List.of()).concerning(signal, target))
                .containsExactlyInAnyOrderElementsOf(
                        clauses.stream().filter(c -> c.concerns(signal, target)).toList());
        assertThat(clauses)
                .as("a clause either concerns a signal or says why not")
                .allSatisfy(
                        c -> assertThat(Refusal.of(c, signal, target) == null).isEqualTo(c.concerns(signal, target)));
    }

    @Provide
    Arbitrary<List<Trigger>> triggers() {
        return Combinators.combine(
                        Arbitraries.of("g1", "g2").injectNull(0.6),
                        Arbitraries.of("a", "b").injectNull(0.5),
                        Arbitraries.of("1", "2").injectNull(0.7),
                        Arbitraries.of("n", "m").injectNull(0.5),
                        Arbitraries.of("critical", "warning").injectNull(0.7),
                        Arbitraries.of(SeverityRank.class).injectNull(0.7),
                        labels())
                .as((group, service, instance, name, severity, minSeverity, labels) -> Trigger.on(
                        new SignalPattern(
                                SignalPattern.Source.ALERT,
                                group,
                                service,
                                instance,
                                name,
                                Set.of("FIRING"),
                                severity,
                                minSeverity,
                                labels,
                                null),
                        Duration.ZERO,
                        1,
                        Duration.ZERO))
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<SignalSummary> signals() {
        return Combinators.combine(
                        Arbitraries.of("n", "m"),
                        Arbitraries.of("critical", "warning").injectNull(0.3),
                        labels())
                .as((name, severity, labels) -> SignalSummary.newBuilder()
                        .setId("s")
                        .setKind(SignalKind.ALERT)
                        .setName(name)
                        .setState("FIRING")
                        .setSeverity(severity)
                        .setObservedAt(Sent.T0)
                        .setSource("test")
                        .setLabels(labels)
                        .build());
    }

    private static Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("team", "alertname", "severity"), Arbitraries.of("n", "critical", "x"))
                .ofMaxSize(2);
    }
}
