package io.recoverymesh.trigger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.recoverymesh.trigger", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String[] NOUNS = {
        "io.recoverymesh.trigger.signal..",
        "io.recoverymesh.trigger.mapping..",
        "io.recoverymesh.trigger.payload..",
        "io.recoverymesh.trigger.health..",
        "io.recoverymesh.trigger.trigger..",
        "io.recoverymesh.trigger.catalogue..",
        "io.recoverymesh.trigger.probe.."
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
                    "io.micrometer..",
                    "io.opentelemetry..",
                    "java.net..",
                    "io.recoverymesh.common.kafka..",
                    "io.recoverymesh.common.registry..",
                    "io.recoverymesh.trigger.kafka..",
                    "io.recoverymesh.trigger.http..",
                    "io.recoverymesh.trigger.system..",
                    "io.recoverymesh.trigger.wiring..")
            .because("decisions must be replayed and simulated without Kafka, a server, or a clock");

    @ArchTest
    static final ArchRule NOBODY_LOOKS_AT_THE_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage("io.recoverymesh.trigger.wiring..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("time and chance are arguments: a decision must come out the same when it is made again");

    @ArchTest
    static final ArchRule WIRING_KNOWS_ALL_AND_NOBODY_KNOWS_IT = noClasses()
            .that()
            .resideOutsideOfPackage("io.recoverymesh.trigger.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.recoverymesh.trigger.wiring..")
            .because("the parts must be usable without the framework that puts them together");

    @ArchTest
    static final ArchRule MICRONAUT_STAYS_OUTSIDE = noClasses()
            .that()
            .resideOutsideOfPackages("io.recoverymesh.trigger.wiring..", "io.recoverymesh.trigger.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micronaut..")
            .because("only controllers and the wiring are the framework's business");

    @ArchTest
    static final ArchRule SERVICES_SHARE_TOPICS_NOT_CLASSES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoverymesh.correlation..", "io.recoverymesh.handler..", "io.recoverymesh.standalone..")
            .because("services know each other only by topics");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.recoverymesh.trigger.(*)..")
            .should()
            .beFreeOfCycles()
            .because("the folder list is the story, and a story has a direction");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = classes()
            .should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Misc)")
            .because("such names say nothing about what a class is");
}
