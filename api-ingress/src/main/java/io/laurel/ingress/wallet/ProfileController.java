package io.laurel.ingress.wallet;

import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.web.ApiException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a recipient shows at {@code /u/{slug}}: nothing until they say so. */
@RestController
class ProfileController {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:-?[a-z0-9]){2,39}");
    private static final int LONGEST_HEADLINE = 200;

    private final JdbcClient jdbc;
    private final PublicAddresses addresses;

    ProfileController(JdbcClient jdbc, PublicAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /** @param name null for the account's own */
    record Wish(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String headline,
            @Nullable Boolean isPublic) {}

    /** @param url where it is, if it is public */
    record Profile(
            String slug,
            String name,
            @Nullable String headline,
            boolean isPublic,
            @Nullable URI url) {}

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/profile")
    Profile get(Account account) {
        return jdbc.sql("select slug, name, headline, is_public from profile where account_id = ?")
                .param(account.id())
                .query((row, number) -> profile(
                        row.getString("slug"),
                        row.getString("name"),
                        row.getString("headline"),
                        row.getBoolean("is_public")))
                .optional()
                .orElseThrow(() -> ApiException.notFound("You have no profile yet."));
    }

    @AllowedTo(Audience.SIGNED_IN)
    @PutMapping("/api/profile")
    Profile put(Account account, @RequestBody Wish wish) {
        var slug = wish.slug();
        if (slug == null || !SLUG.matcher(slug).matches()) {
            throw ApiException.invalid("slug", "must be 3 to 40 lower-case letters, digits and single hyphens");
        }
        var name = RecipientRules.name(wish.name() == null ? account.name() : wish.name());
        refuse("name", RecipientRules.whyNotName(name));
        var headline = wish.headline() == null || wish.headline().isBlank()
                ? null
                : wish.headline().strip();
        if (headline != null && headline.codePointCount(0, headline.length()) > LONGEST_HEADLINE) {
            refuse("headline", "must have at most " + LONGEST_HEADLINE + " characters");
        }
        var profile = profile(slug, name, headline, Boolean.TRUE.equals(wish.isPublic()));
        keep(account, profile);
        return profile;
    }

    private void keep(Account account, Profile profile) {
        try {
            jdbc.sql("""
                            insert into profile (account_id, slug, name, headline, is_public) values (?, ?, ?, ?, ?)
                            on conflict (account_id) do update set slug = excluded.slug, name = excluded.name,
                                headline = excluded.headline, is_public = excluded.is_public
                            """)
                    .param(account.id())
                    .param(profile.slug())
                    .param(profile.name())
                    .param(profile.headline())
                    .param(profile.isPublic())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw ApiException.conflict("This address is taken: " + profile.slug());
        }
    }

    private static void refuse(String field, @Nullable String why) {
        if (why != null) {
            throw ApiException.invalid(field, why);
        }
    }

    private Profile profile(String slug, String name, @Nullable String headline, boolean isPublic) {
        return new Profile(slug, name, headline, isPublic, isPublic ? addresses.profile(slug) : null);
    }
}
