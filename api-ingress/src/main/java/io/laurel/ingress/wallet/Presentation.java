package io.laurel.ingress.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/**
 * Writes a Verifiable Presentation (VC Data Model 2.0, section 4.13), credential by credential, each as it was signed; JWTs in their
 * envelopes (section 4.13.1). It carries no proof of a holder: each credential's own is what counts.
 */
final class Presentation {

    private static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";

    private final OutputStream out;
    private boolean isFirst = true;

    Presentation(OutputStream out, UUID id) throws IOException {
        this.out = out;
        write("{\"@context\":[\"" + CONTEXT + "\"],\"id\":\"urn:uuid:" + id
                + "\",\"type\":[\"VerifiablePresentation\"],\"verifiableCredential\":[");
    }

    void add(Document document) throws IOException {
        write(isFirst ? "" : ",");
        isFirst = false;
        write(
                document.isJwt()
                        ? "{\"@context\":\"" + CONTEXT + "\",\"id\":\"data:application/vc+jwt,"
                                + document.text().strip() + "\",\"type\":\"EnvelopedVerifiableCredential\"}"
                        : document.text());
    }

    void end() throws IOException {
        write("]}");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
