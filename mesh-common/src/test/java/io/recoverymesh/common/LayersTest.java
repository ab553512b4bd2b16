package io.recoverymesh.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.recoverymesh.common", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String[] NOUNS = {
        "io.recoverymesh.common.target..",
        "io.recoverymesh.common.arguments..",
        "io.recoverymesh.common.event..",
        "io.recoverymesh.common.secret..",
        "io.recoverymesh.common.topic..",
        "io.recoverymesh.common.policy.."
    };

    @ArchTest
    static final ArchRule NOUNS_KNOW_NO_TECHNOLOGY = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.micronaut..",
                    "io.opentelemetry..",
                    "java.net.http..",
                    "java.sql..",
                    "io.recoverymesh.common.kafka..",
                    "io.recoverymesh.common.registry..")
            .because("what decides must run in a simulation, without broker, network and framework");

    @ArchTest
    static final ArchRule NOUNS_DO_NOT_LOG = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..")
            .because("the shell logs once per decision; the core answers with values that say why");

    @ArchTest
    static final ArchRule NOUNS_GET_TIME_AND_CHANCE_AS_ARGUMENTS = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .callMethod(java.time.Instant.class, "now")
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
            .areAssignableTo(java.util.Random.class)
            .because("a decision must be the same at every replay");

    @ArchTest
    static final ArchRule NOTHING_COMMON_KNOWS_A_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoverymesh.trigger..",
                    "io.recoverymesh.correlation..",
                    "io.recoverymesh.handler..",
                    "io.recoverymesh.standalone..",
                    "io.micronaut..")
            .because("services depend on what is common, never the other way, and bring their own framework");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(?i)(util|utils|helper|manager|impl|misc)(\\..*)?$")
            .because("a name that fits everything tells nothing");

    @ArchTest
    static final ArchRule NO_CIRCLES = slices().matching("io.recoverymesh.common.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each package can be understood after the ones it uses");
}
