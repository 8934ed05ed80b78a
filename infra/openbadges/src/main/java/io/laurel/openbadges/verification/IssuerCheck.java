package io.laurel.openbadges.verification;

import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.ProofResult;
import jakarta.json.JsonObject;
import java.util.List;

/** Whether those who signed are the issuer, and how that is known (Controlled Identifiers 1.0, §3.3). */
final class IssuerCheck {

    private IssuerCheck() {}

    static Finding finding(JsonObject credential, ProofResult proof) {
        String issuer = StrictJson.issuer(credential);
        if (issuer.isEmpty()) {
            return Finding.fails(Check.ISSUER, "It names no issuer.");
        }
        return switch (proof) {
            case ProofResult.Valid valid -> finding(issuer, valid.signers());
            case ProofResult.Invalid _ ->
                Finding.unknown(Check.ISSUER, "The proof does not hold, so nothing shows who issued it.");
            case ProofResult.NotChecked _ ->
                Finding.unknown(Check.ISSUER, "The proof could not be checked, so nothing shows who issued it.");
        };
    }

    private static Finding finding(String issuer, List<VerificationMethod> signers) {
        for (VerificationMethod signer : signers) {
            if (!signer.controller().toString().equals(issuer)) {
                return Finding.fails(
                        Check.ISSUER,
                        "It says that " + issuer + " issued it, but the key that signed it is that of "
                                + signer.controller() + ".");
            }
        }
        return Finding.holds(Check.ISSUER, "The key that signed it " + source(issuer));
    }

    private static String source(String issuer) {
        if (issuer.startsWith("did:key:")) {
            return "is itself the issuer’s identifier, " + issuer + ".";
        }
        return issuer.startsWith("did:")
                ? "is listed in the DID document of the issuer, " + issuer + "."
                : "is listed in the document of the issuer, " + issuer + ".";
    }
}
