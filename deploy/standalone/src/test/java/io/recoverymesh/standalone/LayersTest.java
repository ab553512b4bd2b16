package io.recoverymesh.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "io.recoverymesh.standalone", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
    @ArchTest
    static final ArchRule NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("io.recoverymesh.standalone.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each part is to be understood without the others");

    @ArchTest
    static final ArchRule SERVICES_BY_SETTINGS = noClasses()
            .that()
            .resideOutsideOfPackages("..standalone.rehearsal..", "..standalone.audit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoverymesh.trigger..", "io.recoverymesh.correlation..", "io.recoverymesh.handler..")
            .because("the services are started by their settings and spoken to over REST, as in production;"
                    + " only tests of policies and checks of an exported trail run pure cores");

    @ArchTest
    static final ArchRule BROKER_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("..standalone.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
            .because("Kafka's server classes are internal and change between releases");

    @ArchTest
    static final ArchRule TEXT_CALLS_NOBODY = noClasses()
            .that()
            .resideInAPackage("..standalone.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "..standalone.client..", "..standalone.wiring..")
            .because("what is shown was fetched before");
}
