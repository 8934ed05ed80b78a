package io.laurel.openbadges.verification;

/**
 * Why a document is no well-formed credential.
 *
 * @param member where: {@code validFrom}, {@code credentialSubject[1].id}
 * @param why what is the matter with it; follows the member's name in a sentence
 */
public record Problem(String member, String why) {

    /** A sentence for people. */
    public String sentence() {
        return "The member " + member + " " + why + ".";
    }
}
