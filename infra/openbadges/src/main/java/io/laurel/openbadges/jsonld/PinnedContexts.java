package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.document.Document;
import io.laurel.openbadges.encoding.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;

/** The contexts that lie beside this class, each under its address and the SHA-256 it was pinned with; their sources are in its README. */
final class PinnedContexts {

    private PinnedContexts() {}

    static Map<String, Document> read() {
        return Map.ofEntries(
                at(
                        Contexts.CREDENTIALS_V2,
                        "credentials-v2.json",
                        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
                at(
                        "https://www.w3.org/2018/credentials/v1",
                        "credentials-v1.json",
                        "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8"),
                at(
                        "https://www.w3.org/ns/credentials/examples/v2",
                        "credentials-examples-v2.json",
                        "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c"),
                at(
                        "https://www.w3.org/ns/credentials/undefined-terms/v2",
                        "undefined-terms-v2.json",
                        "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581"),
                at(
                        Contexts.OPEN_BADGES_3_0_3,
                        "open-badges-3.0.3.json",
                        "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"),
                at(
                        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
                        "open-badges-3.0.2.json",
                        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53"),
                at(
                        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
                        "open-badges-3.0.1.json",
                        "af095468326d3449160509b26ca71576e6321d13c85b0369cfe3b654c9a48fba"),
                at(
                        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
                        "open-badges-3.0.0.json",
                        "9f1c8f9f361ba2994b9b50701f41149919542c50c7b7455b2846d87959295d72"),
                at(
                        Contexts.OPEN_BADGES_EXTENSIONS,
                        "open-badges-extensions.json",
                        "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e"),
                at(
                        "https://w3id.org/security/data-integrity/v1",
                        "data-integrity-v1.json",
                        "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554"),
                at(
                        "https://w3id.org/security/data-integrity/v2",
                        "data-integrity-v2.json",
                        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"),
                at(
                        "https://w3id.org/security/multikey/v1",
                        "multikey-v1.json",
                        "c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6"),
                at(
                        "https://w3id.org/security/suites/ed25519-2020/v1",
                        "ed25519-2020-v1.json",
                        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588"),
                at(
                        "https://w3id.org/security/suites/ed25519-2018/v1",
                        "ed25519-2018-v1.json",
                        "166c6abb9e08176cee5f6c87c9c1bbfefa5717da391bcac525e5437f93eab809"),
                at(
                        "https://w3id.org/security/suites/jws-2020/v1",
                        "jws-2020-v1.json",
                        "00ee65bb7307f9a01c3170b823083b0d4de68223520834b2c5eb7a09bae5dea6"),
                at(
                        "https://www.w3.org/ns/did/v1",
                        "did-v1.json",
                        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f"),
                at(
                        "https://w3id.org/vc/status-list/2021/v1",
                        "status-list-2021-v1.json",
                        "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160"),
                at(
                        "https://www.w3.org/ns/credentials/status/v1",
                        "bitstring-status-list-v1.json",
                        "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c"),
                at(
                        "https://w3id.org/dcc/v1",
                        "dcc-v1.json",
                        "1543695325471b0d23e839a28166ba4ea445cca294ac46fe034ca584cbfc6077"));
    }

    private static Map.Entry<String, Document> at(String address, String file, String sha256) {
        byte[] context = read(file);
        if (!HexFormat.of().formatHex(Sha256.of(context)).equals(sha256)) {
            throw new IllegalStateException("the pinned context " + file + " was changed");
        }
        return Map.entry(address, Contexts.document(context));
    }

    private static byte[] read(String file) {
        try (InputStream resource = PinnedContexts.class.getResourceAsStream("contexts/" + file)) {
            if (resource == null) {
                throw new IllegalStateException("the pinned context " + file + " is missing");
            }
            return resource.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
