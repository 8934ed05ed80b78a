package io.laurel.verifier.profile;

import io.laurel.contracts.ShortId;
import io.laurel.verifier.profile.Profile.Shown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads public profiles. One that is not public is not there. */
@Component
public class Profiles {

    private static final int MOST = 120;

    private final JdbcClient jdbc;
    private final Clock clock;

    Profiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Profile> find(String slug) {
        return jdbc.sql("select slug, name, headline from profile where slug = ? and is_public")
                .param(slug)
                .query((row, number) -> new Profile(
                        row.getString("slug"), row.getString("name"), row.getString("headline"), shown(slug)))
                .optional();
    }

    /** All of a recipient's credentials are in one partition, under their address. */
    private List<Shown> shown(String slug) {
        return jdbc.sql("""
                        select c.short_id, c.issued_at, b.name as badge, b.image_sha256, o.name as organization
                        from profile p
                        join account a on a.id = p.account_id
                        join credential c on c.recipient_email = a.email
                        join badge b on b.id = c.badge_id
                        join organization o on o.id = c.organization_id
                        where p.slug = ? and c.is_public and c.claimed_at is not null and c.revoked_at is null
                          and (c.expires_at is null or c.expires_at > ?)
                        order by c.issued_at desc, c.id desc
                        limit ?
                        """)
                .params(slug, clock.instant().atOffset(ZoneOffset.UTC), MOST)
                .query(Profiles::shown)
                .list();
    }

    private static Shown shown(ResultSet row, int number) throws SQLException {
        return new Shown(
                new ShortId(row.getString("short_id")),
                row.getString("badge"),
                row.getString("image_sha256"),
                row.getString("organization"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }
}
