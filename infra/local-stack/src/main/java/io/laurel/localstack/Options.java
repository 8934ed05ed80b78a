package io.laurel.localstack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param folder keeps everything
 * @param fresh whether to begin with an empty folder
 * @param https whether the front door speaks TLS
 * @param vcApi whether the worker issues under its test key for anyone who asks
 * @param help whether only to explain the options
 */
record Options(Map<Port, Integer> ports, Path folder, boolean fresh, boolean https, boolean vcApi, boolean help) {

    /** Everything that listens. */
    enum Port {
        FRONT_DOOR("port", 8080, "the front door: the address of everything"),
        MAILBOX("mailbox-port", 8025, "the mailbox page and its JSON"),
        SMTP("smtp-port", 2525, "the mailbox's SMTP"),
        POSTGRES("postgres-port", 15432, "PostgreSQL"),
        KAFKA("kafka-port", 19092, "Kafka"),
        INGRESS("ingress-port", 8081, "the ingress"),
        WORKER("worker-port", 8082, "the worker"),
        NOTIFIER("notifier-port", 8083, "the notifier"),
        VERIFIER("verifier-port", 8084, "the verifier");

        final String option;
        final int standard;
        final String purpose;

        Port(String option, int standard, String purpose) {
            this.option = option;
            this.standard = standard;
            this.purpose = purpose;
        }
    }

    /**
     * Reads the command line.
     *
     * @param root relative folders are relative to it
     */
    static Options parse(List<String> arguments, Path root) {
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            ports.put(port, port.standard);
        }
        var folder = root.resolve(".laurel");
        boolean fresh = false;
        boolean https = false;
        boolean vcApi = false;
        boolean help = false;
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            var value = parts.length == 2 ? parts[1] : "";
            switch (parts[0]) {
                case "--fresh" -> fresh = true;
                case "--https" -> https = true;
                case "--vc-api" -> vcApi = true;
                case "--help" -> help = true;
                case "--data" -> folder = root.resolve(value);
                default -> ports.put(port(argument, parts[0]), number(argument, value));
            }
        }
        return new Options(Map.copyOf(ports), folder.normalize(), fresh, https, vcApi, help);
    }

    int port(Port port) {
        return ports.getOrDefault(port, port.standard);
    }

    String baseUrl() {
        return (https ? "https" : "http") + "://localhost:" + port(Port.FRONT_DOOR);
    }

    String mailboxUrl() {
        return "http://localhost:" + port(Port.MAILBOX);
    }

    static String usage() {
        var text = new StringBuilder("""
                Starts Laurel: ./mvnw [-Dlaurel.args="OPTION ..."]

                  --data=FOLDER           keeps everything in FOLDER (default .laurel)
                  --fresh                 deletes what an earlier start kept there
                  --https                 serves TLS at the front door, with a certificate of its own
                  --vc-api                for test suites: lets anyone issue under a test key (VC-API)
                  --help                  shows this
                """);
        for (var port : Port.values()) {
            text.append("  %-23s %s (default %d)%n".formatted("--" + port.option + "=N", port.purpose, port.standard));
        }
        return text.toString();
    }

    private static Port port(String argument, String name) {
        for (var port : Port.values()) {
            if (name.equals("--" + port.option)) {
                return port;
            }
        }
        throw new Problem("Unknown option " + argument + ". See: ./mvnw -Dlaurel.args=--help");
    }

    private static int number(String argument, String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= 65535) {
            return Integer.parseInt(value);
        }
        throw new Problem("Not a port from 1 to 65535: " + argument);
    }
}
