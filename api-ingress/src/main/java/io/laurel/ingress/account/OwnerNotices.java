package io.laurel.ingress.account;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.ingress.broker.Broker;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the owners of an organization. Sent before the commit of what is told: while the broker is away neither happens. */
@Component
public class OwnerNotices {

    private final JdbcClient jdbc;
    private final Broker broker;

    OwnerNotices(JdbcClient jdbc, Broker broker) {
        this.jdbc = jdbc;
        this.broker = broker;
    }

    /** Makes the notice for one owner. */
    @FunctionalInterface
    public interface Told {
        Notice to(UUID id, Recipient owner, String organizationName);
    }

    private record Owner(Recipient recipient, String organizationName) {}

    /**
     * Tells each owner.
     *
     * @param news names what is told among all that the organization is ever told, so that trying again tells nobody twice
     */
    public void send(OrganizationId organization, String news, Told told) {
        var owners = jdbc.sql("""
                        select a.email, a.first_name || ' ' || a.last_name as name, o.name as organization
                        from member m join account a on a.id = m.account_id join organization o on o.id = m.organization_id
                        where m.organization_id = ? and m.role = 'owner'
                        """)
                .param(organization.value())
                .query((row, number) -> new Owner(
                        new Recipient(row.getString("name"), row.getString("email")), row.getString("organization")))
                .list();
        owners.forEach(owner -> broker.send(told.to(
                UuidCreator.getNameBasedSha1(
                        organization.value(), news + " " + owner.recipient().email()),
                owner.recipient(),
                owner.organizationName())));
    }
}
