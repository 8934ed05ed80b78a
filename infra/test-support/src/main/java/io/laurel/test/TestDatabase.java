package io.laurel.test;

import com.zaxxer.hikari.HikariDataSource;
import io.laurel.persistence.Schema;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A migrated database of its own, seen by its owner and by each service's role. */
public final class TestDatabase implements AutoCloseable {

    private static final String PASSWORD = "for-tests";
    private static final String TEMPLATE = "laurel_template";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PGSimpleDataSource owner;
    private final HikariDataSource pool;

    private TestDatabase(PGSimpleDataSource owner) {
        this.owner = owner;
        this.pool = new HikariDataSource();
        pool.setDataSource(owner);
        pool.setMaximumPoolSize(4);
    }

    /** A new database, copied from one that was migrated once. */
    public static synchronized TestDatabase create() {
        try {
            if (NUMBER.get() == 0) {
                migrateTemplate();
            }
            var name = "laurel_" + NUMBER.incrementAndGet();
            execute("create database " + name + " template " + TEMPLATE);
            return new TestDatabase(SharedPostgres.INSTANCE.owner(name));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sees and changes everything. */
    public JdbcClient owner() {
        return JdbcClient.create(pool);
    }

    /** Sees and changes what a service may. */
    public DataSource as(Schema.Role role) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(role.user());
        source.setPassword(PASSWORD);
        return source;
    }

    public String jdbcUrl() {
        return owner.getURL();
    }

    public String password() {
        return PASSWORD;
    }

    private static void migrateTemplate() throws SQLException {
        execute("drop database if exists " + TEMPLATE, "create database " + TEMPLATE);
        var template = SharedPostgres.INSTANCE.owner(TEMPLATE);
        Schema.migrate(template);
        for (var role : Arrays.asList(Schema.Role.values())) {
            Schema.setPassword(template, role, PASSWORD);
        }
    }

    private static void execute(String... statements) throws SQLException {
        try (var connection = SharedPostgres.INSTANCE.owner("postgres").getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
