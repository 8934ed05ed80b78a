package io.laurel.verifier.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.EncodeAsJwt;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import io.laurel.verifier.lookup.Found;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds the JWT of a credential, or asks the worker for it and waits until its event says that it is kept. Whoever comes
 * while it is being made waits for the same task; how many wait is bounded, for anyone may ask.
 */
@Component
class Jwts {

    private static final int MOST_ASKED = 10_000;

    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final JwtSettings settings;
    private final Semaphore places;
    private final Counter tasks;

    /** What was asked for and is not told yet. An event that was missed is forgotten with its entry. */
    private final Cache<CredentialId, CompletableFuture<Void>> asked;

    Jwts(JdbcClient jdbc, KafkaTemplate<String, byte[]> kafka, JwtSettings settings, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.settings = settings;
        this.places = new Semaphore(settings.mostWaiting());
        this.asked = Caffeine.newBuilder()
                .maximumSize(MOST_ASKED)
                .expireAfterWrite(settings.askAgainAfter())
                .build();
        this.tasks = metrics.counter("laurel.verifier.jwt.tasks");
        metrics.gauge("laurel.verifier.jwt.waiting", places, free -> settings.mostWaiting() - free.availablePermits());
    }

    /**
     * The credential as a JWT.
     *
     * @throws ApiException 503 when it is not there in time; 409 when there is none and its issuer may not sign
     */
    String of(Found found) {
        var id = found.credential().id();
        var kept = find(id);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (!found.organization().isActive()) {
            throw ApiException.conflict("The issuer is suspended, and nothing is signed in its name.");
        }
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("Too many are waiting for a JWT. Try again in a few seconds.", null);
        }
        try {
            await(asked(found));
        } finally {
            places.release();
        }
        // Also where no event came: it may have been missed.
        return find(id).orElseThrow(() -> away(null));
    }

    @EventListener
    void encoded(CredentialEncoded event) {
        var waiting = asked.asMap().remove(event.credentialId());
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** A JWT is there for good, while its issuer still lists the key that it was signed with. */
    private Optional<String> find(CredentialId id) {
        return jdbc.sql(
                        "select j.jwt from credential_jwt j join jwt_key k on k.id = j.key_id where j.credential_id = ?")
                .param(id.value())
                .query(String.class)
                .optional();
    }

    private CompletableFuture<Void> asked(Found found) {
        var credential = found.credential();
        var mine = new CompletableFuture<Void>();
        var earlier = asked.asMap().putIfAbsent(credential.id(), mine);
        if (earlier != null) {
            return earlier;
        }
        var task = new EncodeAsJwt(found.organization().id(), credential.id(), credential.recipientEmail());
        try {
            kafka.send(Topics.ISSUANCE_TASKS, task.key(), Messages.write(task)).get();
        } catch (ExecutionException | KafkaException e) {
            throw notAsked(credential.id(), mine, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notAsked(credential.id(), mine, e);
        }
        tasks.increment();
        return mine;
    }

    private ApiException notAsked(CredentialId id, CompletableFuture<Void> mine, Exception reason) {
        asked.asMap().remove(id, mine);
        mine.complete(null);
        return away(reason);
    }

    private void await(CompletableFuture<Void> encoded) {
        try {
            encoded.get(settings.longestWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // then it is looked for once more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiException away(@Nullable Exception reason) {
        return ApiException.unavailable("The JWT is not made yet. Try again in a few seconds.", reason);
    }
}
