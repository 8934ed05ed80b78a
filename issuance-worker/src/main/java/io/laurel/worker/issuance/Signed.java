package io.laurel.worker.issuance;

import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.issuance.Reservation.Numbers;

/**
 * A credential that is signed and not yet recorded.
 *
 * @param document the signed JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Signed(Issue issue, Numbers numbers, byte[] document) {}
