package io.laurel.ingress.limits;

import java.nio.ByteBuffer;
import java.util.UUID;

/** What a request shows for itself, of which the store knows whether it still holds. */
sealed interface Shown {

    /** An API key. */
    record Key(ByteBuffer hash) implements Shown {

        static Key of(byte[] hash) {
            return new Key(ByteBuffer.wrap(hash).asReadOnlyBuffer());
        }

        byte[] bytes() {
            return Shown.bytes(hash);
        }
    }

    /** A session, by what its token says. */
    record Session(UUID id) implements Shown {}

    /** A session of the portal. */
    record PortalSession(ByteBuffer hash) implements Shown {

        static PortalSession of(byte[] hash) {
            return new PortalSession(ByteBuffer.wrap(hash).asReadOnlyBuffer());
        }

        byte[] bytes() {
            return Shown.bytes(hash);
        }
    }

    private static byte[] bytes(ByteBuffer hash) {
        var bytes = new byte[hash.remaining()];
        hash.duplicate().get(bytes);
        return bytes;
    }
}
