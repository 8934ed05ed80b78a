package io.laurel.localstack;

import io.laurel.embedded.KafkaBroker;
import io.laurel.localstack.Options.Port;
import io.laurel.localstack.demo.Demo;
import io.laurel.localstack.frontdoor.Certificate;
import io.laurel.localstack.service.Program;
import io.laurel.localstack.service.Readiness;
import io.laurel.persistence.Schema.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The services as the local stack runs them. */
record Programs(
        Options options,
        Path root,
        LaurelFolder folder,
        Secrets secrets,
        Optional<Certificate> certificate,
        String jdbcUrl,
        String bootstrapServers) {

    static final List<String> NAMES = List.of("kafka", "ingress", "worker", "notifier", "verifier");

    private static final String HEAP = "256m";
    private static final String BROKER_HEAP = "384m";

    /** In a process of its own, so that it can be killed alone. */
    static Program broker(Options options, Path root, LaurelFolder folder) {
        return new Program(
                "kafka",
                KafkaBroker.class.getName(),
                List.of(folder.kafka().toString(), Integer.toString(options.port(Port.KAFKA))),
                Program.classPathOf(root.resolve("infra/local-stack")),
                Readiness.listening(options.port(Port.KAFKA)),
                BROKER_HEAP,
                List.of(
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=broker-logback.xml"),
                Map.of());
    }

    List<Program> services() {
        return List.of(
                // People play and measure here: only the limits of the demo's own keys count.
                program(
                        Role.INGRESS,
                        "api-ingress",
                        "Ingress",
                        Port.INGRESS,
                        Map.of(
                                "laurel.limits.per-ip",
                                "off",
                                "laurel.limits.sign-in",
                                "off",
                                "laurel.webhooks.plain-http",
                                "true",
                                "laurel.session.key",
                                secrets.sessionKey(),
                                "laurel.administrator.email",
                                Demo.ADMINISTRATOR,
                                "laurel.administrator.password",
                                secrets.administratorPassword())),
                program(Role.WORKER, "issuance-worker", "Worker", Port.WORKER, worker()),
                program(
                        Role.NOTIFIER,
                        "notifier",
                        "Notifier",
                        Port.NOTIFIER,
                        Map.of(
                                "spring.mail.host", "localhost",
                                "spring.mail.port", Integer.toString(options.port(Port.SMTP)),
                                "laurel.mail.from", "credentials@laurel.example",
                                "laurel.notifier.key-encryption-key", secrets.notifierKeyEncryptionKey(),
                                // Whoever tries webhooks here subscribes with a program on this machine.
                                "laurel.webhooks.plain-http", "true",
                                "laurel.webhooks.allow", "127.0.0.1/32,::1/128")),
                program(Role.VERIFIER, "verifier", "Verifier", Port.VERIFIER, verifier()));
    }

    /** Whoever drops a file into the demo's folder soon finds it put away. */
    private Map<String, String> worker() {
        return Map.ofEntries(
                Map.entry("laurel.worker.key-encryption-key", secrets.keyEncryptionKey()),
                Map.entry("laurel.worker.test-issuer.enabled", Boolean.toString(options.vcApi())),
                Map.entry("laurel.lms.root", folder.lms().toString()),
                Map.entry("laurel.lms.look-interval", "1s"),
                Map.entry("laurel.lms.settle", "2s"),
                Map.entry("laurel.lms.sources[0].organization", Demo.LMS_ORGANIZATION),
                Map.entry("laurel.lms.sources[0].name", "Demo"),
                Map.entry("laurel.lms.sources[0].badge", Demo.LMS_BADGE),
                Map.entry("laurel.lms.sources[0].profile", "simple"),
                Map.entry("laurel.lms.sources[0].directory", folder.exports().toString()),
                Map.entry("laurel.lms.sources[0].cron", "*/5 * * * * *"));
    }

    /** The test issuer's status lists are on this machine, where look-ups do not go otherwise. */
    private Map<String, String> verifier() {
        return options.vcApi() ? Map.of("laurel.verifier.outbound.allow", "127.0.0.1/32,::1/128") : Map.of();
    }

    private Program program(Role role, String module, String name, Port port, Map<String, String> own) {
        var settings = new LinkedHashMap<String, String>(own);
        settings.put("server.port", Integer.toString(options.port(port)));
        settings.put("spring.datasource.url", jdbcUrl);
        settings.put("spring.datasource.username", role.user());
        settings.put("spring.datasource.password", secrets.password(role));
        settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
        settings.put("laurel.base-url", options.baseUrl());
        // A refused upload is read to its end: cut off in the middle, its sender would not hear the refusal.
        settings.put("server.tomcat.max-swallow-size", "-1");
        var lower = name.toLowerCase(Locale.ROOT);
        return new Program(
                lower,
                "io.laurel." + lower + "." + name + "Application",
                List.of(),
                Program.classPathOf(root.resolve(module)),
                Readiness.told(options.port(port)),
                HEAP,
                // The verifier looks up our own status lists and issuers at the front door, too.
                certificate.map(Certificate::trusted).orElse(List.of()),
                settings);
    }
}
