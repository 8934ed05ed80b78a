package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.PrintStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the platform's administrator where there is none, at the first start of the first instance. A password that was not
 * given is made here and printed once, on the terminal and in no log.
 */
@Component
class FirstAdministrator {

    /**
     * The administrator to begin with; changes nothing once there is one.
     *
     * @param password null to have one made and printed
     */
    @ConfigurationProperties("laurel.administrator")
    record Settings(
            @DefaultValue("admin@laurel.example") String email,
            @Nullable String password) {

        Settings {
            if (password != null) {
                Passwords.checked(password);
            }
        }

        @Override
        public String toString() {
            return "Settings[" + email + "]";
        }
    }

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Settings settings;
    private final PrintStream terminal;
    private final Clock clock;

    FirstAdministrator(JdbcClient jdbc, Passwords passwords, Settings settings, PrintStream terminal, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.settings = settings;
        this.terminal = terminal;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void makeOneIfThereIsNone() {
        boolean isThere = jdbc.sql("select exists (select from account where is_administrator)")
                .query(Boolean.class)
                .single();
        if (isThere) {
            return;
        }
        // The suffix is for the rule about symbols; 256 random bits came before it.
        String password = settings.password() == null ? OneTimeToken.random().text() + "-Aa1" : settings.password();
        int made = jdbc.sql("""
                        insert into account
                            (id, email, first_name, last_name, password_hash, is_administrator, created_at)
                        values (?, lower(?), 'Platform', 'Administrator', ?, true, ?)
                        on conflict (email) do nothing
                        """)
                .params(
                        UuidCreator.getTimeOrderedEpoch(),
                        settings.email(),
                        passwords.hash(password),
                        parameter(clock.instant()))
                .update();
        if (made == 1 && settings.password() == null) {
            terminal.printf("Laurel's administrator: %s, password: %s (shown once)%n", settings.email(), password);
        }
    }
}
