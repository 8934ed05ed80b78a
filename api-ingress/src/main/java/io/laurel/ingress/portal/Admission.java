package io.laurel.ingress.portal;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What becomes of a right code or link. */
sealed interface Admission {

    /** They are in, and the code and the link are used. */
    record Admitted(SignedIn signedIn) implements Admission {}

    /**
     * They must say in which district. Nothing is used.
     *
     * @param isAnother whether they said one that they are not in; else they are in several, and said none
     */
    record Choice(List<District> districts, boolean isAnother) implements Admission {}

    /** One of several. */
    record District(UUID id, Map<String, String> name) {}
}
