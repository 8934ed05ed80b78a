package io.laurel.verifier.vcapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.Finding;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.openbadges.verification.PresentationReport;
import io.laurel.openbadges.verification.Problem;
import io.laurel.openbadges.verification.Report;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a verifier has to say. All lists but the first are sentences for people.
 *
 * @param verified whether there are no errors
 * @param checks what was looked at, and had to hold
 * @param errors what does not hold, or could not be told
 * @param warnings the same of what nobody asked for
 * @param credentialResults of the credentials in a presentation, in their order
 */
record Answer(
        boolean verified,
        List<String> checks,
        List<String> warnings,
        List<String> errors,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Answer> credentialResults) {

    static Answer of(Report report, Set<Check> checks) {
        var errors = Stream.concat(report.problems().stream().map(Problem::sentence), objections(report, checks, true))
                .distinct()
                .toList();
        return new Answer(
                errors.isEmpty(),
                names(checks),
                objections(report, checks, false).distinct().toList(),
                errors,
                List.of());
    }

    static Answer of(PresentationReport report, Set<Check> checks) {
        var credentials =
                report.credentials().stream().map(each -> of(each, checks)).toList();
        var errors = Stream.concat(
                        report.objections().stream(), credentials.stream().flatMap(each -> each.errors().stream()))
                .distinct()
                .toList();
        return new Answer(errors.isEmpty(), names(checks), List.of(), errors, credentials);
    }

    static Answer refusal(String reason, Set<Check> checks) {
        return new Answer(false, names(checks), List.of(), List.of(reason), List.of());
    }

    private static Stream<String> objections(Report report, Set<Check> checks, boolean asked) {
        return report.findings().stream()
                .filter(finding -> finding.outcome() != Outcome.HOLDS && checks.contains(finding.check()) == asked)
                .map(Answer::words);
    }

    private static String words(Finding finding) {
        return finding.outcome() == Outcome.UNKNOWN ? "It could not be told. " + finding.reason() : finding.reason();
    }

    private static List<String> names(Set<Check> checks) {
        return checks.stream()
                .map(check -> switch (check) {
                    case PROOF -> "proof";
                    case ISSUER -> "issuer";
                    case VALID_FROM -> "validFrom";
                    case VALID_UNTIL -> "validUntil";
                    case REVOCATION, SUSPENSION -> "credentialStatus";
                    case SCHEMA -> "credentialSchema";
                })
                .distinct()
                .toList();
    }
}
