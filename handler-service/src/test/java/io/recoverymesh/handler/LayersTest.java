package io.recoverymesh.handler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.recoverymesh.handler", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
    @ArchTest
    static final ArchRule actionsDoNotKnowTheLoop = noClasses()
            .that()
            .resideInAnyPackage(
                    "..handler.argument..",
                    "..handler.exec..",
                    "..handler.http..",
                    "..handler.kubernetes..",
                    "..handler.notify..",
                    "..handler.producer..",
                    "..handler.script..",
                    "..handler.secret..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..handler.kafka..", "..handler.protocol..", "..handler.wiring..")
            .because("an action is tested and reused without the loop that performs it");

    @ArchTest
    static final ArchRule onlyWiringKnowsAll = noClasses()
            .that()
            .resideOutsideOfPackage("..handler.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..handler.wiring..")
            .because("wiring is replaced where a handler is embedded elsewhere");

    @ArchTest
    static final ArchRule servicesKnowEachOtherByTopicsOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoverymesh.trigger..", "io.recoverymesh.correlation..", "io.recoverymesh.standalone..")
            .because("services are deployed apart and share topics, never classes");

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .that()
            .resideOutsideOfPackage("..handler.wiring..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("what depends on a hidden clock or on chance cannot be replayed");
}
