package io.laurel.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Prepares what a test starts from, as the owner of the database. */
public final class Given {

    private final JdbcClient owner;

    public Given(JdbcClient owner) {
        this.owner = owner;
    }

    /** An approved organization with a slug of its own. */
    public OrganizationId organization(String plan, @Nullable Integer contractedMonthlyRecipients) {
        var id = new OrganizationId(UUID.randomUUID());
        owner.sql("""
                        insert into organization
                            (id, slug, name, status, plan, website, contracted_monthly_recipients, created_at)
                        values (?, ?, ?, 'approved', ?, 'https://example.com', ?, now())
                        """)
                .param(id.value())
                .param("org-" + id.toString().substring(0, 8))
                .param("Academy of Letters")
                .param(plan)
                .param(contractedMonthlyRecipients)
                .update();
        return id;
    }

    /** An active badge with an image. */
    public BadgeId badge(OrganizationId organization, @Nullable Integer expiresInDays) {
        var id = new BadgeId(UUID.randomUUID());
        owner.sql("""
                        insert into badge
                            (id, organization_id, slug, name, description, criteria, image_sha256, expires_in_days, tags, created_at)
                        values (?, ?, ?, 'Bookbinder', 'Binds books by hand.', 'Bind three books.', ?, ?, '{craft,books}', now())
                        """)
                .param(id.value())
                .param(organization.value())
                .param("badge-" + id.toString().substring(0, 8))
                .param(image())
                .param(expiresInDays)
                .update();
        return id;
    }

    /** An API key of the organization, for use in an Authorization header. */
    public String apiKey(OrganizationId organization, int rateLimitPerMinute) {
        var key = "crd_live_" + UUID.randomUUID().toString().replace("-", "");
        owner.sql("""
                        insert into api_key
                            (id, organization_id, name, hash, prefix, last_four, rate_limit_per_minute, created_at)
                        values (?, ?, 'test', ?, 'crd_live_', ?, ?, now())
                        """)
                .params(
                        UUID.randomUUID(),
                        organization.value(),
                        sha256(key.getBytes(UTF_8)),
                        key.substring(key.length() - 4),
                        rateLimitPerMinute)
                .update();
        return key;
    }

    private String image() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sha256 = HexFormat.of().formatHex(sha256(bytes.toByteArray()));
        owner.sql("insert into badge_image (sha256, png) values (?, ?) on conflict do nothing")
                .params(sha256, bytes.toByteArray())
                .update();
        return sha256;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
