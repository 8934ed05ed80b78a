package io.laurel.test;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Of all libraries at once: this is the first room that may know them all. */
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> contractsKnowNobody() {
        return HouseRules.ofLibrary("io.laurel.contracts");
    }

    @TestFactory
    Stream<DynamicTest> openbadgesKnowsNobody() {
        return HouseRules.ofLibrary("io.laurel.openbadges");
    }

    @TestFactory
    Stream<DynamicTest> persistenceKnowsNobody() {
        return HouseRules.ofLibrary("io.laurel.persistence");
    }

    @TestFactory
    Stream<DynamicTest> webKnowsContractsOnly() {
        return HouseRules.ofLibrary("io.laurel.web", "io.laurel.contracts");
    }

    @TestFactory
    Stream<DynamicTest> embeddedKnowsTheTopics() {
        return HouseRules.ofLibrary("io.laurel.embedded", "io.laurel.contracts");
    }
}
