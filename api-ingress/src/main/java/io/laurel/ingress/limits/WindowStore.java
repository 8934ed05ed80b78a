package io.laurel.ingress.limits;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Permissions;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.access.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts requests in fixed windows of time, in an unlogged table and without waiting for the disk, over connections of its
 * own, so that counting never waits behind the work that it protects.
 */
final class WindowStore implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    /** A live key and its organization, by the key's hash. */
    private static final String KEY = """
            select k.id, k.name, k.rate_limit_per_minute, k.scopes, o.id as organization_id, o.slug, e.plan,
                api_key_is_surplus(o.id, k.created_at, k.id, e.plan) as is_surplus
            from api_key k join organization o on o.id = k.organization_id,
                lateral (select effective_plan(o.plan, o.grant_expires_at, :now) as plan) as e
            where k.hash = :key and k.revoked_at is null
            """;

    /** A live session and its account, as it is now. */
    private static final String SESSION = """
            select s.id as session_id, a.id as account_id, a.email, a.first_name || ' ' || a.last_name as name, a.is_administrator
            from session s join account a on a.id = s.account_id
            where s.id = :shown and s.ended_at is null and s.expires_at > :now
            """;

    /** A live session of the portal, its person and what their roles allow, as it is now. */
    private static final String PORTAL_SESSION = """
            select p.account_id, p.id as person_id, a.email, o.id as organization_id, o.slug,
                effective_plan(o.plan, o.grant_expires_at, :now) as plan,
                array(select jsonb_object_keys(p.roles)) as roles, may.people, may.interviews, may.settings
            from portal_session s
            join person p
                on p.organization_id = s.organization_id and p.id = s.person_id and p.account_id = s.account_id
            join account a on a.id = p.account_id
            join organization o on o.id = p.organization_id,
                lateral (
                    select
                        most_permission(array_agg(r.people)) as people,
                        most_permission(array_agg(r.interviews)) as interviews,
                        most_permission(array_agg(r.settings)) as settings
                    from district_role r where r.organization_id = p.organization_id and jsonb_exists(p.roles, r.id)
                ) as may
            where s.token_hash = :shown and s.ended_at is null and s.expires_at > :now and p.archived_at is null
            """;

    /** A window that a clock ahead of ours has begun is the one that counts. */
    private static final String COUNT = """
            on conflict (id) do update set
                requests = case when w.ends_at < excluded.ends_at then 1 else w.requests + 1 end,
                ends_at = greatest(w.ends_at, excluded.ends_at)
            returning requests, ends_at
            """;

    /** Each count depends on the one before it, so rows are locked in one order: an address before a key. */
    private static final String COUNT_ADDRESS_AND_KEY = """
            with key as materialized (
            """ + KEY + """
            ), address as (
                insert into request_window as w (id, ends_at, requests)
                select :address, :minuteEnd, 1 where cast(:perAddress as integer) is not null
            """ + COUNT + """
            ), by_key as (
                insert into request_window as w (id, ends_at, requests)
                select 'key/' || key.id, :minuteEnd, 1 from key
                where not exists (select from address where requests > :perAddress)
            """ + COUNT + """
            )
            select address.requests as address_requests, address.ends_at as address_ends_at,
                key.id, key.name, key.rate_limit_per_minute, key.organization_id, key.slug, key.plan, key.is_surplus, key.scopes,
                coalesce(by_key.requests, case when before.ends_at >= :minuteEnd then before.requests else 0 end)
                    as key_requests,
                coalesce(by_key.ends_at, :minuteEnd) as key_ends_at
            from (values (1)) as one (request)
            left join address on true
            left join key on true
            left join by_key on true
            left join request_window before on before.id = 'key/' || key.id
            """;

    private static final String COUNT_ADDRESS = countAddress(SESSION);
    private static final String COUNT_ADDRESS_OF_PORTAL = countAddress(PORTAL_SESSION);

    private static String countAddress(String session) {
        return """
            with address as (
                insert into request_window as w (id, ends_at, requests)
                select :address, :minuteEnd, 1 where cast(:perAddress as integer) is not null
            """ + COUNT + """
            ), sign_in as (
                insert into request_window as w (id, ends_at, requests)
                select 'sign-in/' || :address, :signInEnd, 1
                where cast(:perSignIn as integer) is not null
                    and not exists (select from address where requests > :perAddress)
            """ + COUNT + """
            )
            select address.requests as address_requests, address.ends_at as address_ends_at,
                sign_in.requests as sign_in_requests, sign_in.ends_at as sign_in_ends_at, live.*
            from (values (1)) as one (request)
            left join address on true
            left join sign_in on true
            left join (
            """ + session + """
            ) as live on true
            """;
    }

    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    WindowStore(JdbcConnectionDetails database, Duration timeout) {
        this.pool = new HikariDataSource(settings(database, timeout));
        this.jdbc = JdbcClient.create(pool);
    }

    private static HikariConfig settings(JdbcConnectionDetails database, Duration timeout) {
        var settings = new HikariConfig();
        settings.setPoolName("limits");
        settings.setJdbcUrl(database.getJdbcUrl());
        settings.setUsername(database.getUsername());
        settings.setPassword(database.getPassword());
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setConnectionTimeout(timeout.toMillis());
        settings.setValidationTimeout(timeout.toMillis());
        settings.setInitializationFailTimeout(-1);
        // A database that has vanished without a word is noticed by the socket alone, which counts in whole seconds.
        String seconds = Long.toString(timeout.plusMillis(999).toSeconds());
        settings.addDataSourceProperty("socketTimeout", seconds);
        settings.addDataSourceProperty("connectTimeout", seconds);
        settings.setConnectionInitSql(
                "set synchronous_commit = off; set statement_timeout = " + timeout.toMillis() + "; set jit = off");
        return settings;
    }

    /** A count, and the end of the window that it belongs to. */
    record Window(int requests, Instant end) {}

    /**
     * What was counted; null where nothing was to be, or not any more as an earlier limit was passed.
     *
     * @param live null where there is no such session, or no longer
     */
    record Windows(
            @Nullable Window ofAddress,
            @Nullable Window ofSignIn,
            @Nullable Live live) {}

    Windows countAddress(
            String address,
            @Nullable Integer perAddress,
            @Nullable Integer perSignIn,
            @Nullable Shown shown,
            Instant now,
            Instant minuteEnd,
            Instant signInEnd) {
        boolean isOfPortal = shown instanceof Shown.PortalSession;
        return jdbc.sql(isOfPortal ? COUNT_ADDRESS_OF_PORTAL : COUNT_ADDRESS)
                .param("address", address)
                .param("minuteEnd", parameter(minuteEnd))
                .param("signInEnd", parameter(signInEnd))
                .param("perAddress", perAddress, Types.INTEGER)
                .param("perSignIn", perSignIn, Types.INTEGER)
                .param("shown", parameterOf(shown), isOfPortal ? Types.BINARY : Types.OTHER)
                .param("now", parameter(now))
                .query((row, number) ->
                        new Windows(window(row, "address"), window(row, "sign_in"), live(row, isOfPortal)))
                .single();
    }

    private static @Nullable Object parameterOf(@Nullable Shown shown) {
        return switch (shown) {
            case Shown.Session session -> session.id();
            case Shown.PortalSession session -> session.bytes();
            case Shown.Key key -> throw new IllegalArgumentException("counted with its own limit");
            case null -> null;
        };
    }

    private static @Nullable Live live(ResultSet row, boolean isOfPortal) throws SQLException {
        if (uuidOrNull(row, "account_id") == null) {
            return null;
        }
        return isOfPortal ? portalSession(row) : session(row);
    }

    /** @param key null where there is no such key, or no longer */
    record AddressAndKey(
            @Nullable Window ofAddress, @Nullable CountedKey key) {}

    AddressAndKey countAddressAndKey(
            String address, @Nullable Integer perAddress, byte[] keyHash, Instant now, Instant minuteEnd) {
        return jdbc.sql(COUNT_ADDRESS_AND_KEY)
                .param("address", address)
                .param("minuteEnd", parameter(minuteEnd))
                .param("perAddress", perAddress, Types.INTEGER)
                .param("key", keyHash)
                .param("now", parameter(now))
                .query((row, number) -> {
                    var id = uuidOrNull(row, "id");
                    return new AddressAndKey(
                            window(row, "address"), id == null ? null : key(row, id, window(row, "key"), now));
                })
                .single();
    }

    /** The key, uncounted; by another road where this store is away. */
    static Optional<CountedKey> findKey(JdbcClient database, byte[] keyHash, Instant now, Instant minuteEnd) {
        return database.sql(KEY)
                .param("key", keyHash)
                .param("now", parameter(now))
                .query((row, number) -> key(row, uuid(row, "id"), new Window(0, minuteEnd), now))
                .optional();
    }

    /** The session; by another road where this store is away. */
    static Optional<LiveSession> findSession(JdbcClient database, UUID session, Instant now) {
        return database.sql(SESSION)
                .param("shown", session)
                .param("now", parameter(now))
                .query((row, number) -> session(row))
                .optional();
    }

    /** The portal's session; by another road where this store is away. */
    static Optional<LivePortalSession> findPortalSession(JdbcClient database, byte[] tokenHash, Instant now) {
        return database.sql(PORTAL_SESSION)
                .param("shown", tokenHash)
                .param("now", parameter(now))
                .query((row, number) -> portalSession(row))
                .optional();
    }

    private static LivePortalSession portalSession(ResultSet row) throws SQLException {
        return new LivePortalSession(new PortalPerson(
                uuid(row, "account_id"),
                row.getString("person_id"),
                row.getString("email"),
                Set.of((String[]) row.getArray("roles").getArray()),
                Permissions.of(row),
                new OrganizationId(uuid(row, "organization_id")),
                row.getString("slug"),
                Plan.of(row.getString("plan"))));
    }

    private static LiveSession session(ResultSet row) throws SQLException {
        return new LiveSession(
                uuid(row, "session_id"),
                new Account(
                        uuid(row, "account_id"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getBoolean("is_administrator")));
    }

    private static CountedKey key(ResultSet row, UUID id, @Nullable Window window, Instant now) throws SQLException {
        int limit = row.getInt("rate_limit_per_minute");
        var counted = Objects.requireNonNull(window);
        return new CountedKey(
                id,
                row.getString("name"),
                new OrganizationId(uuid(row, "organization_id")),
                row.getString("slug"),
                Plan.of(row.getString("plan")),
                row.getBoolean("is_surplus"),
                Scope.ofColumn(row, "scopes"),
                new Verdict(limit, RateLimits.MINUTE, counted.requests(), now, counted.end()));
    }

    private static @Nullable Window window(ResultSet row, String name) throws SQLException {
        int requests = row.getInt(name + "_requests");
        return row.wasNull() ? null : new Window(requests, instant(row, name + "_ends_at"));
    }

    /** Deletes windows that have ended; one that somebody counts in just now is left, so nobody waits for anybody. */
    void forget(Instant endedBefore) {
        jdbc.sql("""
                        delete from request_window where id = any (array(
                            select id from request_window where ends_at < ? limit ? for update skip locked))
                        """).params(parameter(endedBefore), FORGOTTEN_AT_ONCE).update();
    }

    @Override
    public void close() {
        pool.close();
    }
}
