package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.PngChunks.Chunk;
import java.util.List;
import java.util.Optional;

/** Takes a credential out of a PNG (Open Badges 3.0, §5.3.1). */
public final class PngUnbaker {

    private PngUnbaker() {}

    /**
     * What was baked in, compressed or not: JSON or a JWT in UTF-8; empty if nothing was.
     *
     * @throws BakingException if the image is broken, holds two credentials, or one of more than 1 MB
     */
    public static Optional<byte[]> extract(byte[] png) {
        List<Chunk> baked = PngChunks.read(png).stream()
                .filter(chunk -> CredentialChunk.isOne(png, chunk))
                .toList();
        if (baked.size() > 1) {
            throw new BakingException("the image holds " + baked.size() + " credentials");
        }
        return baked.stream().findFirst().map(chunk -> CredentialChunk.text(png, chunk));
    }
}
