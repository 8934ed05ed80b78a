package io.laurel.worker.testissuer;

import io.laurel.openbadges.jsonld.Contexts;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.status.StatusList;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Places on status lists for credentials of the test issuer. Nothing of it is kept: each start has lists of its own, so
 * that no place is given twice, and nothing is ever revoked.
 */
final class TestStatusLists {

    static final String PURPOSE = "revocation";
    static final String PATH = "/vc-api/status/";

    private static final String NOTHING_REVOKED =
            StatusList.of(StatusList.LEAST_ENTRIES).encoded();

    private final URI base;
    private final String start;
    private final AtomicLong given = new AtomicLong();

    /**
     * Lists of one start.
     *
     * @param base the front door
     */
    TestStatusLists(URI base, Instant start) {
        this.base = base;
        this.start = Long.toString(start.toEpochMilli());
    }

    /** The next free place, as a {@code BitstringStatusListEntry}. */
    JsonObject next() {
        long place = given.getAndIncrement();
        var list = address(start + "-" + place / StatusList.LEAST_ENTRIES);
        var index = Long.toString(place % StatusList.LEAST_ENTRIES);
        return StrictJson.PROVIDER
                .createObjectBuilder()
                .add("id", list + "#" + index)
                .add("type", "BitstringStatusListEntry")
                .add("statusPurpose", PURPOSE)
                .add("statusListIndex", index)
                .add("statusListCredential", list)
                .build();
    }

    /** A list that credentials may name, not yet signed. */
    Optional<JsonObject> list(String name, String issuer) {
        long last = Math.max(0, given.get() - 1) / StatusList.LEAST_ENTRIES;
        if (!name.matches("[0-9]{1,19}-[0-9]{1,9}")
                || !name.startsWith(start + "-")
                || Long.parseLong(name.substring(start.length() + 1)) > last) {
            return Optional.empty();
        }
        var json = StrictJson.PROVIDER;
        return Optional.of(json.createObjectBuilder()
                .add("@context", json.createArrayBuilder().add(Contexts.CREDENTIALS_V2))
                .add("id", address(name))
                .add(
                        "type",
                        json.createArrayBuilder().add("VerifiableCredential").add("BitstringStatusListCredential"))
                .add("issuer", issuer)
                .add(
                        "credentialSubject",
                        json.createObjectBuilder()
                                .add("id", address(name) + "#list")
                                .add("type", "BitstringStatusList")
                                .add("statusPurpose", PURPOSE)
                                .add("encodedList", NOTHING_REVOKED))
                .build());
    }

    private String address(String name) {
        return base + PATH + name;
    }
}
