package io.laurel.localstack.demo;

import io.laurel.contracts.GenerateSigningKey;
import io.laurel.contracts.Messages;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Topics;
import io.laurel.localstack.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Signing keys are made where signing happens, so the demo asks the worker for them as anyone would. */
final class SigningKeys {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private SigningKeys() {}

    /** Asks for the keys that are missing and waits until they are there. */
    static void await(Connection connection, String bootstrapServers, List<OrganizationId> organizations)
            throws SQLException, InterruptedException {
        var missing = missing(connection, organizations);
        if (missing.isEmpty()) {
            return;
        }
        request(bootstrapServers, missing);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!missing(connection, organizations).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new Problem("The worker made no signing keys within " + PATIENCE.toSeconds()
                        + " s; see logs/worker.log in the data folder.");
            }
            Thread.sleep(100);
        }
    }

    private static void request(String bootstrapServers, List<OrganizationId> organizations)
            throws InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (var organization : organizations) {
                var task = new GenerateSigningKey(organization);
                producer.send(new ProducerRecord<>(Topics.ISSUANCE_TASKS, task.key(), Messages.write(task)))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new Problem("The worker cannot be asked for signing keys: " + e.getCause(), e);
        }
    }

    private static List<OrganizationId> missing(Connection connection, List<OrganizationId> organizations)
            throws SQLException {
        var missing = new ArrayList<OrganizationId>();
        try (var statement = connection.prepareStatement(
                "select exists (select from signing_key where organization_id = ? and retired_at is null)")) {
            for (var organization : organizations) {
                statement.setObject(1, organization.value());
                var row = statement.executeQuery();
                row.next();
                if (!row.getBoolean(1)) {
                    missing.add(organization);
                }
            }
        }
        connection.commit();
        return missing;
    }
}
