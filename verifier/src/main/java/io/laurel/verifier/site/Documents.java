package io.laurel.verifier.site;

import io.laurel.openbadges.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with bytes that are served as they are, and need not be sent again to whoever has them. */
public final class Documents {

    public static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");
    public static final MediaType DID = MediaType.parseMediaType("application/did+ld+json");
    public static final MediaType CREDENTIAL = MediaType.parseMediaType("application/vc+ld+json");

    public static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");

    private Documents() {}

    /** The text in UTF-8; kept by clients only together with asking each time whether it still holds. */
    public static ResponseEntity<byte[]> answer(MediaType type, String document) {
        var bytes = document.getBytes(StandardCharsets.UTF_8);
        return answer(type, CacheControl.noCache(), bytes).body(bytes);
    }

    /** The head of an answer whose ETag is the hash of its bytes. */
    public static ResponseEntity.BodyBuilder answer(MediaType type, CacheControl caching, byte[] bytes) {
        return answer(caching, bytes).contentType(type);
    }

    /** The same, of the type that is agreed on with the client. */
    public static ResponseEntity.BodyBuilder answer(CacheControl caching, byte[] bytes) {
        return ResponseEntity.ok().cacheControl(caching).eTag('"' + sha256(bytes) + '"');
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }
}
