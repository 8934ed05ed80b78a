package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.status.StatusList;
import io.laurel.openbadges.status.StatusListSigner;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts into the database what the other services would: organizations, badges, keys, and credentials really signed. */
final class Registry {

    private static final String BASE = "http://localhost:8080";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final JdbcClient owner;

    Registry(JdbcClient owner) {
        this.owner = owner;
    }

    /** An approved organization with a key in use. */
    record Organization(UUID id, String slug, String name, UUID keyId, Ed25519KeyPair key) {

        String did() {
            return "did:web:localhost%3A8080:issuers:" + slug;
        }

        Issuer issuer() {
            return new Issuer(URI.create(did()), name, URI.create("https://example.com"));
        }

        IssuerKey issuerKey() {
            return new IssuerKey(URI.create(did() + "#key-" + keyId), key);
        }
    }

    /** An active badge. */
    record Badge(UUID id, String slug, Organization organization, String imageSha256) {

        Achievement achievement() {
            return new Achievement(
                    URI.create(BASE + "/achievements/" + organization.slug() + "/" + slug),
                    "Bookbinder",
                    "Binds books by hand.",
                    "Bind three books.",
                    URI.create(BASE + "/images/" + imageSha256 + ".png"),
                    List.of("craft", "books"));
        }
    }

    /** A credential that was issued. */
    record Issued(UUID id, String shortId, Badge badge, String email, String document) {

        byte[] signedBytes() {
            return document.getBytes(UTF_8);
        }
    }

    /** What a credential is to be; a test changes what it is about. */
    record Draft(
            Badge badge,
            String name,
            String email,
            boolean isPublic,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant claimedAt,
            @Nullable Instant revokedAt,
            @Nullable String evidenceUrl) {

        Draft named(String to) {
            return new Draft(badge, to, email, isPublic, issuedAt, expiresAt, claimedAt, revokedAt, evidenceUrl);
        }

        Draft to(String to) {
            return new Draft(badge, name, to, isPublic, issuedAt, expiresAt, claimedAt, revokedAt, evidenceUrl);
        }

        Draft keptPrivate() {
            return new Draft(badge, name, email, false, issuedAt, expiresAt, claimedAt, revokedAt, evidenceUrl);
        }

        Draft expiring(String at) {
            return new Draft(
                    badge, name, email, isPublic, issuedAt, Instant.parse(at), claimedAt, revokedAt, evidenceUrl);
        }

        Draft claimed() {
            return new Draft(
                    badge,
                    name,
                    email,
                    isPublic,
                    issuedAt,
                    expiresAt,
                    issuedAt.plusSeconds(60),
                    revokedAt,
                    evidenceUrl);
        }

        Draft revoked(String at) {
            return new Draft(
                    badge, name, email, isPublic, issuedAt, expiresAt, claimedAt, Instant.parse(at), evidenceUrl);
        }

        Draft evidence(String url) {
            return new Draft(badge, name, email, isPublic, issuedAt, expiresAt, claimedAt, revokedAt, url);
        }
    }

    Organization organization(String plan) {
        var number = NUMBER.incrementAndGet();
        var organization = new Organization(
                UUID.randomUUID(),
                "academy-" + number,
                "Academy of Letters",
                UUID.randomUUID(),
                Ed25519KeyPair.generate(RANDOM));
        owner.sql("""
                        insert into organization (id, slug, name, status, plan, website, created_at)
                        values (?, ?, ?, 'approved', ?, 'https://example.com', now())
                        """)
                .params(organization.id(), organization.slug(), organization.name(), plan)
                .update();
        owner.sql("""
                        insert into signing_key (id, organization_id, public_key_multibase, sealed_private_key, created_at)
                        values (?, ?, ?, '\\x00', now())
                        """)
                .params(
                        organization.keyId(),
                        organization.id(),
                        organization.key().publicKeyMultibase())
                .update();
        return organization;
    }

    Badge badge(Organization organization) {
        return badge(organization, Medal.png());
    }

    /** A badge that came as an SVG. */
    Badge svgBadge(Organization organization, byte[] svg) {
        var badge = badge(organization, Medal.pngOf(organization.slug()));
        owner.sql("update badge_image set svg = ? where sha256 = ?")
                .params(svg, badge.imageSha256())
                .update();
        return badge;
    }

    Badge badge(Organization organization, byte[] png) {
        var badge = new Badge(UUID.randomUUID(), "bookbinder", organization, image(png));
        owner.sql("""
                        insert into badge
                            (id, organization_id, slug, name, description, criteria, image_sha256, tags, created_at)
                        values (?, ?, ?, 'Bookbinder', 'Binds books by hand.', 'Bind three books.', ?, '{craft,books}', now())
                        """)
                .params(badge.id(), organization.id(), badge.slug(), badge.imageSha256())
                .update();
        return badge;
    }

    String image(byte[] png) {
        try {
            var sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(png));
            owner.sql("insert into badge_image (sha256, png) values (?, ?) on conflict do nothing")
                    .params(sha256, png)
                    .update();
            return sha256;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A public credential of Ada's that never expires and is not claimed. */
    Draft draft(Badge badge) {
        return new Draft(
                badge,
                "Ada Lovelace",
                "ada" + NUMBER.incrementAndGet() + "@example.com",
                true,
                Instant.parse("2026-01-15T10:00:00Z"),
                null,
                null,
                null,
                null);
    }

    Issued issue(Draft draft) {
        return record(draft, sign(draft, UUID.randomUUID()));
    }

    /** What a credential's document would be. */
    record Signed(UUID id, String document) {}

    Signed sign(Draft draft, UUID id) {
        var organization = draft.badge().organization();
        var credential = new Credential(
                URI.create("urn:uuid:" + id),
                organization.issuer(),
                draft.badge().achievement(),
                IdentityHash.of(draft.email(), "salt-" + id),
                draft.issuedAt(),
                draft.expiresAt(),
                draft.evidenceUrl() == null ? null : URI.create(draft.evidenceUrl()),
                new StatusEntry(URI.create(BASE + "/issuers/" + organization.slug() + "/status/0"), 42));
        return new Signed(
                id, new String(new FullSigner(organization.issuerKey()).sign(credential, draft.issuedAt()), UTF_8));
    }

    Issued record(Draft draft, Signed signed) {
        var shortId = String.format(Locale.ROOT, "CRD-TEST%04d", NUMBER.incrementAndGet());
        owner.sql("""
                        insert into issuance (id, organization_id, badge_id, recipient_email, supersession, decided_at)
                        values (?, ?, ?, ?, 'NEW', now())
                        """)
                .params(
                        signed.id(),
                        draft.badge().organization().id(),
                        draft.badge().id(),
                        draft.email())
                .update();
        owner.sql("""
                        insert into credential
                            (id, short_id, organization_id, badge_id, recipient_name, recipient_email, is_public, evidence_url,
                             issued_at, expires_at, claimed_at, revoked_at, status_list, status_index, document)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 42, ?)
                        """)
                .param(signed.id())
                .param(shortId)
                .param(draft.badge().organization().id())
                .param(draft.badge().id())
                .param(draft.name())
                .param(draft.email())
                .param(draft.isPublic())
                .param(draft.evidenceUrl())
                .param(time(draft.issuedAt()))
                .param(time(draft.expiresAt()))
                .param(time(draft.claimedAt()))
                .param(time(draft.revokedAt()))
                .param(signed.document())
                .update();
        return new Issued(signed.id(), shortId, draft.badge(), draft.email(), signed.document());
    }

    /** The first is followed by the second, of the same badge and recipient. */
    Issued renew(Draft older, Draft newer) {
        var first = issue(older);
        // The newest of a recipient's credentials of a badge has no successor; this id is put right below.
        owner.sql("update credential set superseded_by_id = id where id = ?")
                .param(first.id())
                .update();
        var second = issue(newer);
        owner.sql("update credential set superseded_by_id = ? where id = ?")
                .params(second.id(), first.id())
                .update();
        owner.sql("update credential set supersedes_id = ? where id = ?")
                .params(first.id(), second.id())
                .update();
        return second;
    }

    /** What the worker would sign for an organization's list. */
    void statusList(Organization organization, int number, StatusList list) {
        var address = URI.create(BASE + "/issuers/" + organization.slug() + "/status/" + number);
        var document = new StatusListSigner(organization.issuerKey())
                .sign(address, URI.create(organization.did()), list, Instant.parse("2026-01-01T00:00:00Z"));
        owner.sql("insert into status_list (organization_id, number, document, signed_at) values (?, ?, ?, now())")
                .params(organization.id(), number, new String(document, UTF_8))
                .update();
    }

    String documentOf(UUID id) {
        return owner.sql("select document from credential where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    String shortIdOf(UUID id) {
        return owner.sql("select short_id from credential where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    UUID supersededBy(Issued newer) {
        return owner.sql("select supersedes_id from credential where id = ?")
                .param(newer.id())
                .query(UUID.class)
                .single();
    }

    void execute(String sql, Object... parameters) {
        owner.sql(sql).params(List.of(parameters)).update();
    }

    int count(String sql, Object... parameters) {
        return owner.sql(sql).params(List.of(parameters)).query(Integer.class).single();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
