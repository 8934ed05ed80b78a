package io.laurel.worker.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An organization's status holds from the next decision on. */
@RunningWorker
class SuspensionIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private IssuanceCycle cycle;

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "rejected", "pending_review"})
    void anOrganizationThatIsNotApprovedIssuesNothingAtOnce(String status) {
        var organization = given.organization("professional", null);
        var badge = given.badge(organization, null);
        keys.generate(organization);
        var before = Requests.of(organization, badge, "before@example.com");
        var after = Requests.of(organization, badge, "after@example.com");

        cycle.run(List.of(before));
        setStatus(organization, status);
        cycle.run(List.of(after));

        assertThat(isIssued(before)).isTrue();
        assertThat(isIssued(after)).isFalse();
        assertThat(rejection(after)).isEqualTo("ORGANIZATION_NOT_APPROVED");
    }

    @Test
    void aReinstatedOrganizationIssuesAgainAtOnce() {
        var organization = given.organization("professional", null);
        var badge = given.badge(organization, null);
        keys.generate(organization);
        setStatus(organization, "suspended");
        cycle.run(List.of(Requests.of(organization, badge, "early@example.com")));

        setStatus(organization, "approved");
        var late = Requests.of(organization, badge, "late@example.com");
        cycle.run(List.of(late));

        assertThat(isIssued(late)).isTrue();
    }

    private void setStatus(OrganizationId organization, String status) {
        database.owner()
                .sql("update organization set status = ? where id = ?")
                .params(status, organization.value())
                .update();
    }

    private boolean isIssued(IssueCredential command) {
        return database.owner()
                .sql("select exists (select from credential where id = ?)")
                .param(command.id().value())
                .query(Boolean.class)
                .single();
    }

    private String rejection(IssueCredential command) {
        return database.owner()
                .sql("select rejection from issuance where id = ?")
                .param(command.id().value())
                .query(String.class)
                .single();
    }
}
