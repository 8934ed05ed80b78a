package io.laurel.openbadges.verification;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * What is known of a credential after it was looked at.
 *
 * @param format how it is secured
 * @param credential the credential: the document with its proofs, or what the JWT says
 * @param findings one for each {@link Check}, in their order
 * @param problems why it is no well-formed credential; empty if it is one. Each also fails {@link Check#SCHEMA}
 */
public record Report(Format format, JsonObject credential, List<Finding> findings, List<Problem> problems) {

    /** How a credential is secured. */
    public enum Format {
        /** JSON-LD with embedded proofs (VC Data Integrity 1.0). */
        JSON_LD,
        /** A compact JWT (VC JOSE/COSE; Open Badges 3.0, §8.2). */
        JWT
    }

    public Report {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }

    /** The same with other findings in the places of their checks, for who knows better. */
    public Report with(List<Finding> others) {
        List<Finding> changed = findings.stream()
                .map(finding -> others.stream()
                        .filter(other -> other.check() == finding.check())
                        .findFirst()
                        .orElse(finding))
                .toList();
        return new Report(format, credential, changed, problems);
    }

    /** How a check went. */
    public Finding finding(Check check) {
        return findings.stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }

    /** {@code HOLDS} only if every check does; {@code FAILS} if any does; else not all could be told. */
    public Outcome outcome() {
        return findings.stream().map(Finding::outcome).reduce(Outcome.HOLDS, Outcome::and);
    }
}
