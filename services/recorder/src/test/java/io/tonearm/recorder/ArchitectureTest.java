package io.tonearm.recorder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which part of the recorder may know which, and what its classes may not be called. */
final class ArchitectureTest {

    private static final String MEDIA = "io.tonearm.media..";
    private static final String EVENT = "io.tonearm.recorder.event..";
    private static final String DELIVERY = "io.tonearm.recorder.delivery..";
    private static final String LEG = "io.tonearm.recorder.leg..";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importUrl(Recorder.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void translation_knowsOnlyTheDomainAndTheEvents() {
        classes()
                .that()
                .resideInAPackage(EVENT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations",
                        "com.fasterxml.jackson..",
                        "io.tonearm.events..",
                        MEDIA,
                        EVENT)
                .check(MAIN);
    }

    @Test
    void delivery_knowsNoKafkaNoEventsAndNoLifecycle() {
        noClasses()
                .that()
                .resideInAPackage(DELIVERY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.tonearm.events..", "io.tonearm.schemas..", EVENT, LEG)
                .check(MAIN);
    }

    @Test
    void workOnLegs_knowsNoObjectStoreOfAnyMake() {
        noClasses()
                .that()
                .resideInAnyPackage(LEG, EVENT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "io.netty..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("S3ObjectStore")
                .check(MAIN);
    }

    @Test
    void parts_doNotKnowTheWiring() {
        noClasses()
                .that()
                .resideInAnyPackage(EVENT, DELIVERY, LEG)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tonearm.recorder")
                .check(MAIN);
    }

    @Test
    void workOnLegs_readsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(LEG, EVENT, DELIVERY)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.tonearm.recorder.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void names_sayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Base|Handler|Service|Data|Info)")
                .orShould()
                .haveNameMatching(".*\\.(Abstract|Base)\\w*")
                .check(MAIN);
    }
}
