package io.recoverymesh.handler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {
            "io.recoverymesh.handler.action",
            "io.recoverymesh.handler.attempt",
            "io.recoverymesh.handler.protocol",
            "io.recoverymesh.handler.kafka",
            "io.recoverymesh.handler.micrometer",
            "io.recoverymesh.handler.sdk",
            "io.recoverymesh.handler.testkit"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
    private static final String[] PURE = {"..handler.action..", "..handler.protocol.."};

    @ArchTest
    static final ArchRule pureCoreKnowsNoTechnology = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.micronaut..",
                    "io.micrometer..",
                    "io.opentelemetry..",
                    "java.net.http..",
                    "..handler.kafka..")
            .because("what a handler may do must be readable and testable without Kafka or a framework");

    @ArchTest
    static final ArchRule attemptsRunWithoutKafka = noClasses()
            .that()
            .resideInAnyPackage("..handler.attempt..", "..handler.sdk..", "..handler.testkit..")
            .and()
            .doNotHaveSimpleName("RecoveryHandlers")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "..handler.kafka..")
            .because("the test kit performs attempts as the mesh does, in memory")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule teamsCanUseTheLoopWithoutMicronaut = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "jakarta.inject..", "org.apache.kafka.streams..", "dev.cel..")
            .because("a team's handler brings its own framework, or none");

    @ArchTest
    static final ArchRule metricsAreOptional = noClasses()
            .that()
            .resideOutsideOfPackage("..handler.micrometer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "..handler.micrometer..")
            .because("a handler runs without Micrometer on its class path");

    @ArchTest
    static final ArchRule servicesKnowEachOtherByTopicsOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoverymesh.trigger..", "io.recoverymesh.correlation..", "io.recoverymesh.standalone..")
            .because("services are deployed apart and share topics, never classes");

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
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
