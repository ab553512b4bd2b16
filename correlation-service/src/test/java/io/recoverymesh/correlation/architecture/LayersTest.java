package io.recoverymesh.correlation.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "io.recoverymesh", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "io.recoverymesh.correlation.";
    private static final String[] CORE = {
        ROOT + "ledger..",
        ROOT + "guard..",
        ROOT + "breaker..",
        ROOT + "recovery..",
        ROOT + "plan..",
        ROOT + "decision..",
        ROOT + "audit.."
    };
    private static final String[] NOUNS = {
        ROOT + "ledger..",
        ROOT + "guard..",
        ROOT + "breaker..",
        ROOT + "recovery..",
        ROOT + "plan..",
        ROOT + "decision..",
        ROOT + "audit..",
        ROOT + "report..",
        ROOT + "live..",
        ROOT + "flow.."
    };

    @ArchTest
    static final ArchRule NOUNS_ARE_PURE = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.micronaut..",
                    "java.net.http..",
                    "io.opentelemetry..",
                    "io.micrometer..",
                    "org.slf4j..",
                    "com.fasterxml.jackson.databind..",
                    "com.fasterxml.jackson.annotation..")
            .because("a decision must be the same in a test, in a simulation and in a replay: it knows no shell");

    @ArchTest
    static final ArchRule NOUNS_HAVE_NO_CLOCK_AND_NO_CHANCE = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .because("time and chance are arguments: only then does a replay give the same events");

    @ArchTest
    static final ArchRule NOUNS_DO_NOT_KNOW_THEIR_EDGES = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "kafka..", ROOT + "http..", ROOT + "wiring..", ROOT + "catalogue..")
            .because("edges know the nouns, never the other way round");

    @ArchTest
    static final ArchRule THE_LEDGER_KNOWS_NO_DECISION = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "ledger..", ROOT + "breaker..", ROOT + "recovery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "decision..", ROOT + "guard..", ROOT + "flow..")
            .because("state does not know what is decided from it");

    @ArchTest
    static final ArchRule GUARDS_DECIDE_NOTHING = noClasses()
            .that()
            .resideInAPackage(ROOT + "guard..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "decision..")
            .because("a guard answers from its question alone");

    @ArchTest
    static final ArchRule THE_GATE_DOES_NOT_TELL_STORIES = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "flow..")
            .because("flows are a view of what was decided; no decision may depend on a view");

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoverymesh.trigger..", "io.recoverymesh.handler..", "io.recoverymesh.standalone..")
            .because("services share topics, never classes");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE = noClasses()
            .that()
            .resideInAPackage("io.recoverymesh.correlation..")
            .should()
            .haveNameMatching(".*([.]|[a-z])((?i)utils?|helpers?|managers?|impl|misc)([.$].*|$)")
            .because("such a name says nothing, so that anything may land there");

    @ArchTest
    static final ArchRule SHELLS_ARE_CALLED_BY_NOBODY = classes()
            .that()
            .resideInAPackage(ROOT + "wiring..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(ROOT + "wiring..", "io.recoverymesh.standalone..")
            .because("wiring is the outermost ring");
}
