package io.tonearm.media;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tonearm.media.rtp.RtpPacket;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the domain may know, and what its classes may not be called. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(RtpPacket.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void domain_knowsOnlyTheJdkAndItself() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations", "io.tonearm.media..")
                .check(MAIN);
    }

    @Test
    void domain_knowsNeitherNetworkFilesNorThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(MAIN);
    }

    @Test
    void domain_readsNoClockAndDrawsNoNumbers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.util.random"))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(MAIN);
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

    @Test
    void packages_dependInOneDirection() {
        slices().matching("io.tonearm.media.(*)..").should().beFreeOfCycles().check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.tonearm.media.rtp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tonearm.media.audio..", "io.tonearm.media.recording..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.tonearm.media.audio..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tonearm.media.recording..")
                .check(MAIN);
    }
}
