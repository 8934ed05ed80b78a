package io.laurel.worker.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.openbadges.status.StatusList;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.identifier.IdentifierSecret;
import io.laurel.worker.identifier.Identifiers.StatusPosition;
import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.signing.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * No status list entry is given twice, whatever number of workers. A unique index cannot see to it: credentials are
 * partitioned by recipient, and it would have to hold the recipient. The counter's row does, which workers take from in
 * turn, and the permutation, which takes no two numbers to one place.
 */
@RunningWorker
class StatusPositionIT {

    private static final int WORKERS = 3;
    private static final int BATCHES = 40;
    private static final int BATCH = 25;

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private IdentifierSecret secret;

    @Autowired
    private LookUp lookUp;

    @Autowired
    private SigningKeys keys;

    @Test
    void workersThatReserveAtTheSameTimeAreGivenDifferentPlacesAlsoWhereAListEnds() throws Exception {
        var organization = given.organization("enterprise", 1_000_000);
        var badge = given.badge(organization, null);
        keys.generate(organization);
        // The next list begins in the middle of the run.
        database.owner()
                .sql("insert into status_list_counter (organization_id, taken) values (?, ?)")
                .params(organization.value(), StatusList.LEAST_ENTRIES - WORKERS * BATCHES * BATCH / 2)
                .update();

        var positions = new ArrayList<StatusPosition>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = workers.invokeAll(IntStream.range(0, WORKERS)
                    .<Callable<List<StatusPosition>>>mapToObj(n -> () -> take(n, organization, badge))
                    .toList());
            for (var one : taken) {
                positions.addAll(one.get());
            }
        }

        assertThat(positions).hasSize(WORKERS * BATCHES * BATCH).doesNotHaveDuplicates();
        assertThat(positions).extracting(StatusPosition::list).contains(0, 1).doesNotContain(2);
    }

    /** What a worker of its own, that has read the secret for itself, is given. */
    private List<StatusPosition> take(int worker, OrganizationId organization, BadgeId badge) {
        var reservation = new Reservation(jdbc, transaction, secret);
        var positions = new ArrayList<StatusPosition>();
        for (int n = 0; n < BATCHES; n++) {
            var commands = Requests.of(organization, badge, (worker * BATCHES + n) * BATCH, BATCH);
            var now = commands.getFirst().requestedAt();
            var issues = Decider.decide(commands, lookUp.load(commands, now), now).stream()
                    .map(Issue.class::cast)
                    .toList();
            reservation.take(issues, now).numbers().values().forEach(numbers -> positions.add(numbers.status()));
        }
        return positions;
    }
}
