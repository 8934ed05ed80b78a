package io.laurel.ingress.portal;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What becomes of a right code or link. */
sealed interface Admission {

    /** They are in, and the code and the link are used. */
    record Admitted(SignedIn signedIn) implements Admission {}

    /** They are in several districts, and must say which. Nothing is used. */
    record Choice(List<District> districts) implements Admission {}

    /** One of several. */
    record District(UUID id, Map<String, String> name) {}
}
