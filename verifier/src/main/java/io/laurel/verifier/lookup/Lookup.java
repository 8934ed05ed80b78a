package io.laurel.verifier.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.ShortId;
import io.laurel.verifier.lookup.LookupKey.ById;
import io.laurel.verifier.lookup.LookupKey.ByShortId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds credentials. What was found is remembered: an event about the credential forgets it at once, and time forgets it
 * soon, so that an answer is never older than that even while the broker is away. That nothing was found is never
 * remembered, because it may be issued a moment later.
 */
@Component
public class Lookup {

    /** What a remembered credential takes besides its document, roughly. */
    private static final int BYTES_BESIDES_DOCUMENT = 2_000;

    private final CredentialRows rows;
    private final SignatureCheck signatures;
    private final Cache<LookupKey, Found> remembered;

    Lookup(CredentialRows rows, SignatureCheck signatures, LookupProperties properties, MeterRegistry metrics) {
        this.rows = rows;
        this.signatures = signatures;
        remembered = CaffeineCacheMetrics.monitor(
                metrics,
                Caffeine.newBuilder()
                        .maximumWeight(properties.memory().toBytes())
                        .weigher((LookupKey key, Found found) -> BYTES_BESIDES_DOCUMENT
                                + found.credential().document().length())
                        .expireAfterWrite(properties.staleAfter())
                        .recordStats()
                        .<LookupKey, Found>build(),
                "laurel.verifier.lookup");
    }

    /**
     * Finds the credential that the text names.
     *
     * @param id a short id or a UUID; anything else names nothing
     */
    public Optional<Found> find(String id) {
        return LookupKey.parse(id).flatMap(this::find);
    }

    /** Finds the credential with the key. */
    public Optional<Found> find(LookupKey key) {
        return Optional.ofNullable(remembered.get(key, this::load));
    }

    // Caffeine remembers no null.
    @SuppressWarnings("NullAway")
    private Found load(LookupKey key) {
        return rows.find(key).map(signatures::check).orElse(null);
    }

    void forget(CredentialId id, ShortId shortId) {
        remembered.invalidate(new ById(id));
        remembered.invalidate(new ByShortId(shortId));
    }

    void forgetAll() {
        remembered.invalidateAll();
    }
}
