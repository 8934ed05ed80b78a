package io.laurel.worker.identifier;

import io.laurel.worker.signing.KeySeal;
import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The secret behind all identifiers: made once for a database, kept sealed in it, the same for every worker. */
@Component
public final class IdentifierSecret {

    private static final String NAME = "identifiers";
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final KeySeal seal;
    private final SecureRandom random;

    IdentifierSecret(JdbcClient jdbc, KeySeal seal, SecureRandom random) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.random = random;
    }

    /** Reads the secret, or makes it where nobody has yet. */
    public Identifiers load() {
        var fresh = new byte[BYTES];
        random.nextBytes(fresh);
        jdbc.sql("insert into sealed_secret (name, sealed) values (?, ?) on conflict do nothing")
                .params(NAME, seal.seal(fresh, NAME))
                .update();
        var sealed = jdbc.sql("select sealed from sealed_secret where name = ?")
                .param(NAME)
                .query(byte[].class)
                .single();
        return new Identifiers(seal.open(sealed, NAME));
    }
}
