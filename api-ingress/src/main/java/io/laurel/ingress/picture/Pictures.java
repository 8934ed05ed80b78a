package io.laurel.ingress.picture;

import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.contracts.OrganizationId;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The pictures that organizations uploaded: content-addressed, never changed, never taken away. */
@Component
public class Pictures {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Renditions renditions;
    private final PictureSettings settings;
    private final Clock clock;
    private final MeterRegistry metrics;

    Pictures(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Renditions renditions,
            PictureSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.renditions = renditions;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Reads a picture that is being uploaded, if it is no larger than it may be. */
    public byte[] read(InputStream upload) throws IOException {
        int most = (int) settings.mostUpload().toBytes();
        byte[] picture = upload.readNBytes(most + 1);
        if (picture.length > most) {
            throw ApiException.tooLarge(
                    "The image is too large: at most " + settings.mostUpload().toMegabytes() + " MB are taken.");
        }
        return picture;
    }

    /**
     * Makes the picture's rendition and keeps it.
     *
     * @return the picture's address: the SHA-256 of its PNG, in hex
     */
    public String keep(OrganizationId organization, byte[] picture) {
        requireRoom(organization);
        var rendition = metrics.timer("laurel.ingress.picture").record(() -> renditions.of(picture));
        String address = rendition.address();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into badge_image (sha256, png, svg) values (?, ?, ?) on conflict do nothing")
                    .param(address)
                    .param(rendition.png())
                    .param(rendition.svg())
                    .update();
            jdbc.sql("""
                            insert into badge_image_upload (organization_id, image_sha256, uploaded_at)
                            values (?, ?, ?) on conflict do nothing
                            """)
                    .params(organization.value(), address, parameter(clock.instant()))
                    .update();
        });
        return address;
    }

    /** Refuses what is not the address of a picture that this organization uploaded, or uses. */
    public void require(OrganizationId organization, String address) {
        boolean known = SHA256.matcher(address).matches()
                && jdbc.sql("""
                        select exists (
                                select from badge_image_upload where organization_id = :organization and image_sha256 = :image)
                            or exists (select from badge where organization_id = :organization and image_sha256 = :image)
                        """)
                        .param("organization", organization.value())
                        .param("image", address)
                        .query(Boolean.class)
                        .single();
        if (!known) {
            throw ApiException.invalid("imageId", "is not the id of a picture that was uploaded here");
        }
    }

    /** Pictures are kept for good, so there is a bound to those that nobody needs. */
    private void requireRoom(OrganizationId organization) {
        long unused = jdbc.sql("""
                        select count(*) from badge_image_upload u
                        where u.organization_id = :organization and u.uploaded_at > :since
                            and not exists (
                                select from badge b
                                where b.organization_id = u.organization_id and b.image_sha256 = u.image_sha256)
                        """)
                .param("organization", organization.value())
                .param("since", parameter(clock.instant().minus(DAY)))
                .query(Long.class)
                .single();
        if (unused >= settings.unusedADay()) {
            throw ApiException.of(
                            ErrorCode.RATE_LIMITED,
                            "At most %d pictures that no badge uses can be uploaded a day."
                                    .formatted(settings.unusedADay()))
                    .retryAfter(DAY);
        }
    }
}
