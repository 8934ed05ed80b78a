package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.PngChunks.Chunk;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A checked PNG cut open where a credential goes (Open Badges 3.0, §5.3.1): the bytes before and after one {@code iTXt} chunk.
 *
 * <p>Baking copies; it never decodes. Thread-safe as long as nobody writes into the arrays it was made of.
 */
public final class BakingPlate {

    private final byte[] head;
    private final byte[] tail;

    /**
     * A plate that {@link #of} made earlier, from where its halves were kept.
     *
     * @param head the signature and every chunk before the credential's
     * @param tail every chunk after it, the first {@code IDAT} among them
     */
    public BakingPlate(byte[] head, byte[] tail) {
        this.head = head;
        this.tail = tail;
    }

    /**
     * Checks an image and cuts it open. A credential that was baked in earlier is left out; every other chunk stays as it was.
     *
     * @param png a whole PNG of at most 32 MB and 4096 by 4096 pixels
     * @throws BakingException if it is none
     */
    public static BakingPlate of(byte[] png) {
        List<Chunk> chunks = PngChunks.read(png);
        PngPixels.check(png, chunks);
        var head = new ByteArrayOutputStream(png.length);
        var tail = new ByteArrayOutputStream(png.length);
        head.write(png, 0, chunks.getFirst().start());
        var half = head;
        for (Chunk chunk : chunks) {
            half = chunk.is("IDAT") ? tail : half;
            if (!CredentialChunk.isOne(png, chunk)) {
                half.write(png, chunk.start(), chunk.end() - chunk.start());
            }
        }
        return new BakingPlate(head.toByteArray(), tail.toByteArray());
    }

    /** The bytes before the credential's chunk. */
    public byte[] head() {
        return head;
    }

    /** The bytes after the credential's chunk. */
    public byte[] tail() {
        return tail;
    }

    /**
     * The image with a credential in it.
     *
     * @param credential the signed credential: JSON in UTF-8, or a compact JWS
     */
    public byte[] bake(byte[] credential) {
        byte[] chunk = CredentialChunk.of(credential);
        byte[] png = Arrays.copyOf(head, head.length + chunk.length + tail.length);
        System.arraycopy(chunk, 0, png, head.length, chunk.length);
        System.arraycopy(tail, 0, png, head.length + chunk.length, tail.length);
        return png;
    }
}
