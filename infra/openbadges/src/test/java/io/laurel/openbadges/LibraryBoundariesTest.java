package io.laurel.openbadges;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The library can be published alone: nothing of the house, no framework, nothing that reaches out of the process. */
class LibraryBoundariesTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.laurel.openbadges");

    @Test
    void itKnowsNeitherTheHouseNorAFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.laurel.contracts..",
                        "io.laurel.persistence..",
                        "org.springframework..",
                        "tools.jackson..",
                        "com.fasterxml..")
                .check(LIBRARY);
    }

    @Test
    void itTouchesNeitherNetworkNorFilesNorDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "java.nio.file..", "java.nio.channels..", "java.sql..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(URL|Socket|ServerSocket|URLConnection|InetAddress)")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile|FileReader|FileWriter)")
                .check(LIBRARY);
    }
}
