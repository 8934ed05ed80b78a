package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.Identifiers;
import java.net.URI;

/**
 * Where a credential's revocation is told (Bitstring Status List 1.0, §2.1 BitstringStatusListEntry).
 *
 * @param listCredential the status list credential's own address
 * @param index the credential's bit in that list, from 0
 */
public record StatusEntry(URI listCredential, int index) {

    public StatusEntry {
        listCredential = Identifiers.absolute(listCredential, "credentialStatus.statusListCredential");
        if (index < 0) {
            throw new IllegalArgumentException("credentialStatus.statusListIndex is negative: " + index);
        }
    }
}
