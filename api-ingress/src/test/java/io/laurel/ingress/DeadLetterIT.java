package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CohortRow;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ReplayCommand;
import io.laurel.contracts.Topics;
import io.laurel.test.TestBroker;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the platform's administrator does about commands that the worker gave up. */
class DeadLetterIT extends Edge {

    @Autowired
    private TestBroker broker;

    @Test
    void aLetterIsReadAndReplayed() {
        var tenant = tenant("professional");
        var administrator = administrator();
        var first = end(administrator);
        topics.sendBytes(Topics.ISSUANCE_COMMANDS_DLT, "x", "nonsense".getBytes(UTF_8));
        var single = command(tenant, null);
        topics.sendBytes(Topics.ISSUANCE_COMMANDS_DLT, single.key(), Messages.write(single));
        var cohort = new CohortId(UUID.randomUUID());
        var ofCohort = command(tenant, new CohortRow(cohort, 7));
        topics.sendBytes(Topics.ISSUANCE_COMMANDS_DLT, ofCohort.key(), Messages.write(ofCohort));

        var page = json(send(request(administrator, "/api/admin/dead-letters?limit=2&cursor=" + first)), 200);
        assertThat(page.get("data").get(0).get("text").asString()).isEqualTo("nonsense");
        assertThat(page.get("data").get(0).get("type").isNull()).isTrue();
        assertThat(page.get("data").get(1).get("id").asString())
                .isEqualTo(single.id().toString());
        assertThat(page.get("data").get(1).get("type").asString()).isEqualTo("IssueCredential");
        var next = page.get("pagination").get("nextCursor").asString();
        var rest = json(send(request(administrator, "/api/admin/dead-letters?cursor=" + next)), 200);
        assertThat(rest.get("data").size()).isEqualTo(1);

        error(replay(administrator, first), 409, "CONFLICT");
        assertThat(error(replay(administrator, first + 2), 409, "CONFLICT")
                        .get("message")
                        .asString())
                .contains(cohort.toString());
        error(replay(administrator, first + 3), 404, "NOT_FOUND");
        json(replay(administrator, first + 1), 202);
        assertThat(topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class)).contains(new ReplayCommand(single));
        error(replay(member(tenant, "owner"), first + 1), 403, "FORBIDDEN");
        error(send(request(administrator, "/api/admin/dead-letters?cursor=x")), 400, "VALIDATION_ERROR");
    }

    @Test
    void anOffsetCountsFromTheFirstLetterThatIsKept() throws Exception {
        var administrator = administrator();
        long gone = end(administrator);
        for (var text : List.of("gone", "first", "second")) {
            topics.sendBytes(Topics.ISSUANCE_COMMANDS_DLT, "x", text.getBytes(UTF_8));
        }
        var letters = new TopicPartition(Topics.ISSUANCE_COMMANDS_DLT, 0);
        try (var kafka = Admin.create(
                Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            kafka.deleteRecords(Map.of(letters, RecordsToDelete.beforeOffset(gone + 1)))
                    .all()
                    .get();
        }

        assertThat(texts(administrator, "?limit=1")).containsExactly("first");
        assertThat(texts(administrator, "?limit=1&offset=1")).containsExactly("second");
        assertThat(texts(administrator, "?offset=2")).isEmpty();
        assertThat(texts(administrator, "?offset=" + Long.MAX_VALUE)).isEmpty();
    }

    private List<String> texts(Person administrator, String page) {
        return json(send(request(administrator, "/api/admin/dead-letters" + page)), 200)
                .get("data")
                .valueStream()
                .map(letter -> letter.get("text").asString())
                .toList();
    }

    private HttpResponse<String> replay(Person person, long offset) {
        return send("POST", request(person, "/api/admin/dead-letters/" + offset + "/replay"), "");
    }

    private long end(Person administrator) {
        var data = json(send(request(administrator, "/api/admin/dead-letters?limit=100")), 200)
                .get("data");
        return data.isEmpty() ? 0 : data.get(data.size() - 1).get("offset").asLong() + 1;
    }

    private static IssueCredential command(Tenant tenant, @Nullable CohortRow row) {
        return new IssueCredential(
                CredentialId.random(),
                tenant.organization(),
                tenant.badge(),
                new Recipient("Ada", "ada@example.com"),
                null,
                true,
                Instant.parse("2026-01-15T10:00:00Z"),
                null,
                row,
                null);
    }
}
