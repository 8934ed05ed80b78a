package io.laurel.localstack;

import io.laurel.embedded.KafkaTopics;
import io.laurel.embedded.PostgresServer;
import io.laurel.localstack.Options.Port;
import io.laurel.localstack.demo.Demo;
import io.laurel.localstack.demo.SampleCohort;
import io.laurel.localstack.frontdoor.Certificate;
import io.laurel.localstack.frontdoor.FrontDoor;
import io.laurel.localstack.frontdoor.Routes.Target;
import io.laurel.localstack.mailbox.Mailbox;
import io.laurel.localstack.service.ServiceProcess;
import io.laurel.persistence.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The start of everything, step by step. */
final class LocalStack {

    private static final String DATABASE = "laurel";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Options options;
    private final LaurelFolder folder;
    private final Path root;
    private final Parts parts;
    private final Progress progress;
    private final SecureRandom random = new SecureRandom();

    LocalStack(Options options, LaurelFolder folder, Path root, Parts parts, Progress progress) {
        this.options = options;
        this.folder = folder;
        this.root = root;
        this.parts = parts;
        this.progress = progress;
    }

    void start() throws Exception {
        long begin = System.nanoTime();
        progress.line("");
        progress.line("Laurel, with its data in " + folder.path());

        // 1. Is there room, are the ports free?
        check();
        var secrets = Secrets.open(folder.secrets(), random);
        Optional<Certificate> certificate = options.https()
                ? Optional.of(Certificate.ofLocalhost(folder.path(), secrets.keyStorePassword(), Clock.systemUTC()))
                : Optional.empty();

        // 2. The servers.
        var postgres = progress.step("PostgreSQL on port " + options.port(Port.POSTGRES), this::startPostgres);
        progress.step("the database's schema", () -> migrate(postgres, secrets));
        var kafka = "localhost:" + options.port(Port.KAFKA);
        progress.step("Kafka on port " + options.port(Port.KAFKA), () -> startKafka(kafka));
        progress.step("the mailbox on port " + options.port(Port.MAILBOX), this::startMailbox);

        // 3. The services, all at once: they share the cores anyway.
        var services = startServices(
                new Programs(options, root, folder, secrets, certificate, postgres.jdbcUrl(DATABASE), kafka));
        for (var service : services) {
            progress.step("the " + service, () -> {
                service.awaitReady(PATIENCE);
                return service;
            });
        }
        progress.step("the front door on port " + options.port(Port.FRONT_DOOR), () -> openFrontDoor(certificate));

        // 4. Something to begin with.
        var demo = new Demo(postgres.owner(DATABASE), kafka, random, Clock.systemUTC());
        var variables = progress.step("demo organizations, badges and keys", () -> {
            SampleCohort.write(folder.cohort());
            return demo.prepare(EnvFile.read(folder.demo()), options.baseUrl(), options.mailboxUrl());
        });
        variables.put("LAUREL_ADMIN_EMAIL", Demo.ADMINISTRATOR);
        variables.put("LAUREL_ADMIN_PASSWORD", secrets.administratorPassword());
        EnvFile.write(folder.demo(), variables);
        new Welcome(folder, root, variables).print(progress, Duration.ofNanos(System.nanoTime() - begin));
    }

    private void check() throws IOException, InterruptedException {
        var preflight = new Preflight(options);
        var leftover = new LeftoverPostgres(folder.postgresData());
        preflight.awaitEndOfEarlierServices(Programs.NAMES);
        leftover.endUnless(!options.fresh(), options.port(Port.POSTGRES));
        preflight.checkPorts(leftover);
        if (options.fresh()) {
            Preflight.empty(folder.path());
        }
        folder.create();
        preflight.checkDisk();
    }

    private PostgresServer startPostgres() throws Exception {
        var database = parts.start(() -> Database.start(
                folder,
                () -> PostgresServer.start(
                        folder.postgresData(),
                        folder.postgresPrograms(),
                        options.port(Port.POSTGRES),
                        folder.logs().resolve("postgres.log")),
                progress::line));
        var postgres = database.server();
        postgres.createDatabase(DATABASE);
        return postgres;
    }

    private static PostgresServer migrate(PostgresServer postgres, Secrets secrets) throws Exception {
        var owner = postgres.owner(DATABASE);
        Schema.migrate(owner);
        for (var role : Schema.Role.values()) {
            Schema.setPassword(owner, role, secrets.password(role));
        }
        return postgres;
    }

    private ServiceProcess startKafka(String bootstrapServers) throws Exception {
        var kafka = parts.start(
                () -> ServiceProcess.start(Programs.broker(options, root, folder), folder.path(), progress::line));
        kafka.awaitReady(PATIENCE);
        KafkaTopics.create(bootstrapServers);
        return kafka;
    }

    private Mailbox startMailbox() throws Exception {
        return parts.start(() -> Mailbox.start(
                folder.mailbox(), options.port(Port.SMTP), options.port(Port.MAILBOX), Clock.systemUTC()));
    }

    private List<ServiceProcess> startServices(Programs programs) throws Exception {
        var services = parts.start(() -> Services.start(programs.services(), folder.path(), progress::line));
        return services.processes();
    }

    private FrontDoor openFrontDoor(Optional<Certificate> certificate) throws Exception {
        var targets = new EnumMap<Target, Integer>(Target.class);
        targets.put(Target.INGRESS, options.port(Port.INGRESS));
        targets.put(Target.VERIFIER, options.port(Port.VERIFIER));
        if (options.vcApi()) {
            targets.put(Target.WORKER, options.port(Port.WORKER));
        }
        return parts.start(() -> FrontDoor.open(options.port(Port.FRONT_DOOR), Map.copyOf(targets), certificate));
    }
}
