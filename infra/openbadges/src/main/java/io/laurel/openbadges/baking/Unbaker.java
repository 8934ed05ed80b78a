package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import java.util.Optional;

/** Takes a credential out of a picture of any kind, told by its content (Open Badges 3.0, §5.3). Thread-safe. */
public final class Unbaker {

    private Unbaker() {}

    /**
     * What was baked in: JSON or a compact JWS in UTF-8, as it was put there; empty if nothing was. Of a PNG also
     * compressed text is read, of an SVG also escaped text.
     *
     * @param picture a whole PNG of at most 32 MB or a whole SVG of at most 5 MB
     * @throws BakingException if it is neither, is broken, or holds two credentials or one of more than 1 MB
     */
    public static Optional<byte[]> extract(byte[] picture) {
        if (PngChunks.begins(picture)) {
            return CredentialChunk.findIn(picture);
        }
        if (SvgXml.begins(picture)) {
            return SvgOutline.of(SvgXml.decode(picture), SvgOutline.Judge.NONE).credential();
        }
        throw new BakingException("the file is neither a PNG nor an SVG");
    }
}
