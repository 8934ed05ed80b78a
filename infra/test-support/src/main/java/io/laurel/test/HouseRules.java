package io.laurel.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * What holds in all of Laurel's code, beyond what the modules' dependencies see to. Each room's {@code ArchitectureTest}
 * asks for the rules of its kind.
 */
public final class HouseRules {

    private static final List<String> SERVICES =
            List.of("io.laurel.ingress", "io.laurel.worker", "io.laurel.notifier", "io.laurel.verifier");

    private static final String WORKER = "io.laurel.worker";

    /** The types of {@code infra/openbadges} that hold a private key or use one. */
    private static final Set<String> SIGNING = Set.of(
            "io.laurel.openbadges.key.Ed25519KeyPair",
            "io.laurel.openbadges.key.IssuerKey",
            "io.laurel.openbadges.key.RsaKeyPair",
            "io.laurel.openbadges.proof.DocumentSigner",
            "io.laurel.openbadges.jwt.JwtSigner",
            "io.laurel.openbadges.credential.CredentialSigner",
            "io.laurel.openbadges.template.CompiledBadge",
            "io.laurel.openbadges.credential.FullSigner",
            "io.laurel.openbadges.status.StatusListSigner");

    /** Words that say nothing about what a type is for. */
    private static final String EMPTY_NAME =
            ".*(Impl|Manager|Helper|Utils?|Data|Base)|(.*[.$])?(Base|Abstract)([A-Z][^.$]*)?";

    private HouseRules() {}

    /** The rules of a service. */
    public static Stream<DynamicTest> ofService(String root) {
        var rules = Stream.of(
                knowsNoOtherService(root),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.laurel.persistence..", "io.laurel.embedded..", "io.laurel.localstack..")
                        .as("a service knows neither the migrations nor what starts it"),
                injectsItsClock(),
                NO_CLASSES_SHOULD_USE_FIELD_INJECTION.as("what a class needs comes through its constructor"),
                noClasses()
                        .that()
                        .areNotAnnotatedWith(SpringBootApplication.class)
                        .should(ACCESS_STANDARD_STREAMS)
                        .as("a service writes logs, not to the terminal"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .as("a service logs through SLF4J"),
                featuresPointOneWay(root),
                sayWhatTheyAre());
        return tests(root, WORKER.equals(root) ? rules : Stream.concat(rules, Stream.of(signsNothing())));
    }

    /** The rules of a library that services share. */
    public static Stream<DynamicTest> ofLibrary(String root, String... mayUse) {
        return tests(root, Stream.of(usesOnly(root, mayUse), injectsItsClock(), sayWhatTheyAre()));
    }

    private static ArchRule knowsNoOtherService(String root) {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.stream()
                        .filter(service -> !service.equals(root))
                        .map(service -> service + "..")
                        .toArray(String[]::new))
                .as("a service knows no other service");
    }

    private static ArchRule usesOnly(String root, String... rooms) {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are of another room than " + String.join(", ", rooms),
                        type -> isWithin("io.laurel", type)
                                && !isWithin(root, type)
                                && Arrays.stream(rooms).noneMatch(room -> isWithin(room, type))))
                .as("a library knows only the rooms below it");
    }

    private static ArchRule signsNothing() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "sign", type -> SIGNING.contains(outermost(type).getName())))
                .as("only the worker signs");
    }

    private static ArchRule injectsItsClock() {
        return noClasses()
                .that()
                .areNotAnnotatedWith(SpringBootApplication.class)
                .should()
                .accessTargetWhere(describe("ask the machine for the time", HouseRules::asksTheMachine))
                .as("the time comes from an injected Clock");
    }

    private static boolean asksTheMachine(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var name = access.getTarget().getName();
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis");
        }
        if (owner.isEquivalentTo(Clock.class)) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        if (owner.isEquivalentTo(Date.class)) {
            return access.getTarget().getFullName().endsWith("<init>()");
        }
        return owner.getPackageName().startsWith("java.time")
                && name.equals("now")
                && !access.getTarget().getFullName().endsWith("(" + Clock.class.getName() + ")");
    }

    private static ArchRule featuresPointOneWay(String root) {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("the features of a service depend on each other in one direction");
    }

    private static ArchRule sayWhatTheyAre() {
        return noClasses().should().haveNameMatching(EMPTY_NAME).as("names say what a type is for");
    }

    private static Stream<DynamicTest> tests(String root, Stream<ArchRule> rules) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        return rules.map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    private static boolean isWithin(String root, JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
    }
}
