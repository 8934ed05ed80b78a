package io.laurel.bench;

import io.laurel.openbadges.key.SignatureProvider;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its own arguments, then says how the rates stand to what is aimed at. */
public final class LibraryBenchmarks {

    private static final List<Aim> AIMS = List.of(
            new Aim(SigningBenchmark.class, "compiledPath", 25_000),
            new Aim(VerifyingBenchmark.class, "ownByTemplate", 8_000),
            new Aim(VerifyingBenchmark.class, "foreign", 1_000));

    private static final String PROVIDER = "provider";

    private record Aim(Class<?> benchmark, String method, int perSecond) {

        boolean isMeasuredBy(RunResult result) {
            return result.getParams().getBenchmark().equals(benchmark.getName() + "." + method);
        }
    }

    private LibraryBenchmarks() {}

    /** {@code ./mvnw -Pjmh}, with JMH's arguments in {@code -Djmh.args="…"}. */
    public static void main(String... args) throws RunnerException, CommandLineOptionException {
        CommandLineOptions asked = new CommandLineOptions(args);
        ChainedOptionsBuilder options = new OptionsBuilder().parent(asked);
        if (!asked.getParameter(PROVIDER).hasValue()) {
            options.param(PROVIDER, providers());
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        for (Aim aim : AIMS) {
            results.stream()
                    .filter(aim::isMeasuredBy)
                    .forEach(result -> System.out.printf(
                            "%s.%s%s: %,.0f/s on one thread (aim: %,d)%n",
                            aim.benchmark().getSimpleName(), aim.method(), by(result), score(result), aim.perSecond()));
        }
        for (RunResult full : results) {
            if (new Aim(SigningBenchmark.class, "fullPath", 0).isMeasuredBy(full)) {
                results.stream()
                        .filter(result -> AIMS.getFirst().isMeasuredBy(result)
                                && by(result).equals(by(full)))
                        .forEach(compiled -> System.out.printf(
                                "template to full path%s: %.1f%n", by(full), score(compiled) / score(full)));
            }
        }
    }

    /** BouncyCastle, and the fast one where it is on the class path and made for this machine. */
    private static String[] providers() {
        return Stream.of(SignatureProvider.BOUNCY_CASTLE_NAME, "AmazonCorrettoCryptoProvider")
                .filter(LibraryBenchmarks::isThere)
                .toArray(String[]::new);
    }

    private static boolean isThere(String provider) {
        try {
            SignatureProvider.named(provider);
            return true;
        } catch (IllegalArgumentException notHere) {
            System.out.println(notHere.getMessage());
            return false;
        }
    }

    private static String by(RunResult result) {
        String provider = result.getParams().getParam(PROVIDER);
        return provider == null ? "" : " by " + provider;
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }
}
