package io.laurel.worker.identifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ShortId;
import io.laurel.openbadges.status.StatusList;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns numbers of a sequence into what the world sees: short ids that cannot be guessed and status list positions that
 * do not tell the order of issuing. Unique because the numbers are, without a look-up.
 */
public final class Identifiers {

    private static final int SHORT_ID_LENGTH = 8;
    private static final int RADIX = 36;
    private static final long SHORT_IDS = 2_821_109_907_456L;

    private final byte[] secret;
    private final KeyedPermutation shortIds;

    /** @param secret must never change: two secrets would give one short id twice */
    @SuppressWarnings("MissingSummary")
    Identifiers(byte[] secret) {
        this.secret = secret.clone();
        this.shortIds = new KeyedPermutation(keyFor("short-id"), SHORT_IDS);
    }

    /** The short id of a number that was never used before. */
    public ShortId shortId(long number) {
        var digits = new char[SHORT_ID_LENGTH];
        long rest = shortIds.apply(number);
        for (int i = SHORT_ID_LENGTH - 1; i >= 0; i--) {
            digits[i] = Character.toUpperCase(Character.forDigit((int) (rest % RADIX), RADIX));
            rest /= RADIX;
        }
        return new ShortId("CRD-" + new String(digits));
    }

    /** A place in an organization's status lists. */
    public record StatusPosition(int list, int index) {}

    /** Finds the places of an organization's numbers; made once a batch, for its keys are derived. */
    public StatusPositions statusPositions(OrganizationId organization) {
        return new StatusPositions(organization);
    }

    /** The places of one organization's status list entries. Not thread-safe. */
    public final class StatusPositions {

        private final OrganizationId organization;
        private int list = -1;
        private KeyedPermutation indices = shortIds;

        private StatusPositions(OrganizationId organization) {
            this.organization = organization;
        }

        /** The place of the entry that was taken as the organization's n-th, counted from 0. */
        public StatusPosition of(long number) {
            int wanted = Math.toIntExact(number / StatusList.LEAST_ENTRIES);
            if (wanted != list) {
                list = wanted;
                indices = new KeyedPermutation(
                        keyFor("status-list/%s/%d".formatted(organization, list)), StatusList.LEAST_ENTRIES);
            }
            return new StatusPosition(list, (int) indices.apply(number % StatusList.LEAST_ENTRIES));
        }
    }

    private byte[] keyFor(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
