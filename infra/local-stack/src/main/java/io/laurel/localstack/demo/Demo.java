package io.laurel.localstack.demo;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.localstack.demo.DemoOrganization.DemoBadge;
import java.awt.Color;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a new local stack holds, so that a person can begin at once. Preparing it again changes nothing. */
public final class Demo {

    /** The platform's administrator; the ingress makes the account. */
    public static final String ADMINISTRATOR = "admin@laurel.example";

    /** Whose badge the demo's exports earn. */
    public static final String LMS_ORGANIZATION = "aurelia";

    public static final String LMS_BADGE = "data-analysis";

    private static final String OWNER = "ada@aurelia.example";
    private static final Color GREEN = new Color(0x2E7D4F);
    private static final Color BRONZE = new Color(0x8A6A1F);

    private static final DemoBadge EXPIRING = new DemoBadge(
            "first-aid",
            "First Aid Responder",
            "Gives first aid until professional help arrives.",
            "Pass the practical examination of the sixteen-hour course. The knowledge is refreshed every two years.",
            730,
            List.of("health", "safety"),
            new WreathImage(new Color(0xB3323B), GREEN, 5),
            true);

    private static final DemoBadge PERMANENT = new DemoBadge(
            LMS_BADGE,
            "Foundations of Data Analysis",
            "Collects, cleans and explains data, and says what it does not show.",
            "Complete the six modules and defend a project of one's own before two examiners.",
            null,
            List.of("data", "statistics"),
            new WreathImage(new Color(0x2457A6), GREEN, 8),
            false);

    private static final DemoOrganization ENTERPRISE = new DemoOrganization(
            LMS_ORGANIZATION, "Aurelia Academy", "enterprise", 10_000_000, List.of(EXPIRING, PERMANENT));

    private static final DemoOrganization PROFESSIONAL = new DemoOrganization(
            "bayside",
            "Bayside College",
            "professional",
            null,
            List.of(new DemoBadge(
                    "sailing",
                    "Coastal Skipper",
                    "Handles a sailing boat in coastal waters by day and by night.",
                    "Log 400 miles and pass the examination at sea.",
                    1825,
                    List.of("sailing"),
                    new WreathImage(new Color(0x14727E), BRONZE, 6),
                    false)));

    private static final DemoOrganization FREE = new DemoOrganization(
            "cornerstone",
            "Cornerstone Workshop",
            "free",
            null,
            List.of(new DemoBadge(
                    "woodwork",
                    "Joiner",
                    "Makes joints that hold without glue.",
                    "Build a stool that a person can stand on.",
                    null,
                    List.of("craft", "wood"),
                    new WreathImage(new Color(0x7A4A2B), GREEN, 7),
                    false)));

    private final DataSource owner;
    private final String bootstrapServers;
    private final SecureRandom random;
    private final Clock clock;

    /** Works as the owner of the database. */
    public Demo(DataSource owner, String bootstrapServers, SecureRandom random, Clock clock) {
        this.owner = owner;
        this.bootstrapServers = bootstrapServers;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes what is missing and waits until the organizations can issue.
     *
     * @param known the variables of an earlier start: its keys stay valid
     * @return the variables for scripts
     */
    public Map<String, String> prepare(Map<String, String> known, String baseUrl, String mailboxUrl)
            throws SQLException, InterruptedException {
        var variables = new LinkedHashMap<String, String>();
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            var records = new DemoRecords(connection, clock);
            var enterprise = records.add(ENTERPRISE);
            var professional = records.add(PROFESSIONAL);
            var free = records.add(FREE);
            variables.put("LAUREL_BASE_URL", baseUrl);
            variables.put("LAUREL_API_KEY", key(known.get("LAUREL_API_KEY"), enterprise, records));
            variables.put("LAUREL_ORG_ID", enterprise.toString());
            variables.put("LAUREL_ORG_SLUG", ENTERPRISE.slug());
            variables.put("LAUREL_BADGE_ID", badge(enterprise, EXPIRING, records));
            variables.put("LAUREL_BADGE_ID_PERMANENT", badge(enterprise, PERMANENT, records));
            variables.put("LAUREL_API_KEY_FREE", key(known.get("LAUREL_API_KEY_FREE"), free, records));
            variables.put("LAUREL_API_KEY_OTHER", key(known.get("LAUREL_API_KEY_OTHER"), professional, records));
            variables.put("LAUREL_OWNER_EMAIL", OWNER);
            variables.put("LAUREL_OWNER_PASSWORD", password(known.get("LAUREL_OWNER_PASSWORD"), enterprise, records));
            records.addDistrict(enterprise, OWNER, badge(enterprise, PERMANENT, records));
            variables.put("LAUREL_PORTAL_ADMIN", OWNER);
            variables.put("LAUREL_MAILBOX_URL", mailboxUrl);
            connection.commit();
            SigningKeys.await(connection, bootstrapServers, List.of(enterprise, professional, free));
        }
        return variables;
    }

    private String key(@Nullable String known, OrganizationId organization, DemoRecords records) throws SQLException {
        var key = known == null ? ApiKey.random(random) : new ApiKey(known);
        records.add(key, organization);
        return key.text();
    }

    private String password(@Nullable String known, OrganizationId organization, DemoRecords records)
            throws SQLException {
        // The suffix is for the rule that passwords have letters of both kinds and a symbol.
        var password = known == null
                ? Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + "-Aa1"
                : known;
        records.addOwner(OWNER, password, organization);
        return password;
    }

    private static String badge(OrganizationId organization, DemoBadge badge, DemoRecords records) throws SQLException {
        BadgeId id = records.find(organization, badge);
        return id.toString();
    }
}
