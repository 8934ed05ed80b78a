package io.laurel.openbadges.verification;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a presentation after it was looked at.
 *
 * @param proof whether it was signed as it was asked for
 * @param holder whether those who signed are the holder that it names
 * @param problems why it is no well-formed presentation; empty if it is one
 * @param credentials what is known of each credential in it, in their order; empty where there are problems
 */
public record PresentationReport(Finding proof, Finding holder, List<Problem> problems, List<Report> credentials) {

    public PresentationReport {
        problems = List.copyOf(problems);
        credentials = List.copyOf(credentials);
    }

    /** Of the presentation alone; each credential has its own. */
    public Outcome outcome() {
        return problems.isEmpty() ? proof.outcome().and(holder.outcome()) : Outcome.FAILS;
    }

    /** What does not hold of the presentation alone, in sentences for people. */
    public List<String> objections() {
        return Stream.concat(
                        problems.stream().map(Problem::sentence),
                        Stream.of(proof, holder)
                                .filter(finding -> finding.outcome() != Outcome.HOLDS)
                                .map(Finding::reason))
                .toList();
    }
}
