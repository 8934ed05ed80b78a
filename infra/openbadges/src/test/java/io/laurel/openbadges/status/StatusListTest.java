package io.laurel.openbadges.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.proof.Proofs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StatusListTest {

    @Test
    void aRevokedBitIsReadBackAndNoOther() {
        StatusList list = StatusList.of(StatusList.LEAST_ENTRIES);
        list.revoke(0);
        list.revoke(9);
        list.revoke(131_071);

        StatusList read = StatusList.parse(list.encoded());

        assertThat(read).isEqualTo(list);
        assertThat(read.size()).isEqualTo(131_072);
        for (int index = 0; index < read.size(); index++) {
            assertThat(read.isRevoked(index)).isEqualTo(index == 0 || index == 9 || index == 131_071);
        }
    }

    /** Bitstring Status List 1.0, §3.1.2: the first index is the leftmost bit, and the multibase is u without padding. */
    @Test
    void theFirstIndexIsTheLeftmostBit() throws IOException {
        byte[] bits = new byte[16_384];
        bits[0] = (byte) 0x80;
        bits[1] = 0x01;
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bits);
        }
        StatusList list =
                StatusList.parse("u" + Base64.getUrlEncoder().withoutPadding().encodeToString(zipped.toByteArray()));

        assertThat(list.isRevoked(0)).isTrue();
        assertThat(list.isRevoked(1)).isFalse();
        assertThat(list.isRevoked(15)).isTrue();
    }

    @Test
    void shortBrokenAndOverlongListsAreRefused() throws IOException {
        assertThatThrownBy(() -> StatusList.of(131_064)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatusList.parse("uAAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatusList.parse("x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatusList.parse(zipped(16_383))).isInstanceOf(IllegalArgumentException.class);
        assertThat(StatusList.parse(zipped(1024 * 1024)).size()).isEqualTo(8_388_608);
        assertThatThrownBy(() -> StatusList.parse(zipped(1024 * 1024 + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** §3.2 knows base64url alone, and base58 takes time by the square of its length. */
    @Test
    void aListInAnotherBaseIsRefused() {
        byte[] zipped = Base64.getUrlDecoder()
                .decode(StatusList.of(StatusList.LEAST_ENTRIES).encoded().substring(1));

        assertThatThrownBy(() -> StatusList.parse(Multibase.base58(zipped)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the status list is not multibase u");
    }

    @Test
    void itsCredentialVerifiesAndHoldsTheList() {
        StatusList list = StatusList.of(StatusList.LEAST_ENTRIES);
        list.revoke(4711);
        URI id = URI.create("https://laurel.example/issuers/acme/status/1");

        byte[] signed = new StatusListSigner(Samples.KEY).sign(id, Samples.ISSUER.id(), list, Samples.CREATED);

        assertThat(Proofs.check(signed)).isInstanceOf(ProofResult.Valid.class);
        String encoded =
                StrictJson.object(signed).getJsonObject("credentialSubject").getString("encodedList");
        assertThat(StatusList.parse(encoded).isRevoked(4711)).isTrue();
    }

    private static String zipped(int bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[bytes]);
        }
        return Multibase.base64url(zipped.toByteArray());
    }
}
