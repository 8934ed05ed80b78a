package io.laurel.verifier.page;

import io.laurel.openbadges.verification.Finding;

/**
 * One check of a credential that was handed in.
 *
 * @param kind the class that gives it its colour
 */
record CheckView(String kind, String icon, String word, String name, String sentence) {

    static CheckView of(Finding finding) {
        return switch (finding.outcome()) {
            case HOLDS -> new CheckView("holds", "yes", "Holds", holding(finding), finding.reason());
            case FAILS -> new CheckView("fails", "no", "Does not hold", failing(finding), finding.reason());
            case UNKNOWN -> new CheckView("open", "warn", "Could not be checked", open(finding), finding.reason());
        };
    }

    private static String holding(Finding finding) {
        return switch (finding.check()) {
            case PROOF -> "The signature is genuine";
            case ISSUER -> "It is from who it says";
            case VALID_FROM -> "It is valid already";
            case VALID_UNTIL -> "It has not expired";
            case REVOCATION -> "It was not taken back";
            case SUSPENSION -> "It is not suspended";
            case SCHEMA -> "It has the right form";
        };
    }

    private static String failing(Finding finding) {
        return switch (finding.check()) {
            case PROOF -> "The signature is not genuine";
            case ISSUER -> "It is not from who it says";
            case VALID_FROM -> "It is not valid yet";
            case VALID_UNTIL -> "It has expired";
            case REVOCATION -> "It was taken back";
            case SUSPENSION -> "It is suspended";
            case SCHEMA -> "It does not have the right form";
        };
    }

    private static String open(Finding finding) {
        return switch (finding.check()) {
            case PROOF -> "The signature";
            case ISSUER -> "Who it is from";
            case VALID_FROM, VALID_UNTIL -> "Its dates";
            case REVOCATION -> "Whether it was taken back";
            case SUSPENSION -> "Whether it is suspended";
            case SCHEMA -> "Its form";
        };
    }
}
