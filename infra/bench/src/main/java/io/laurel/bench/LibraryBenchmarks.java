package io.laurel.bench;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH with its own arguments, then says how the rates stand to what is aimed at. */
public final class LibraryBenchmarks {

    private static final List<Aim> AIMS = List.of(
            new Aim(SigningBenchmark.class, "compiledPath", 25_000),
            new Aim(VerifyingBenchmark.class, "ownByTemplate", 8_000),
            new Aim(VerifyingBenchmark.class, "foreign", 1_000));

    private record Aim(Class<?> benchmark, String method, int perSecond) {}

    private LibraryBenchmarks() {}

    /** {@code ./mvnw -Pjmh}, with JMH's arguments in {@code -Djmh.args="…"}. */
    public static void main(String... args) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
        for (Aim aim : AIMS) {
            score(results, aim.benchmark(), aim.method())
                    .ifPresent(score -> System.out.printf(
                            "%s.%s: %,.0f/s on one thread (aim: %,d)%n",
                            aim.benchmark().getSimpleName(), aim.method(), score, aim.perSecond()));
        }
        OptionalDouble full = score(results, SigningBenchmark.class, "fullPath");
        OptionalDouble compiled = score(results, SigningBenchmark.class, "compiledPath");
        if (full.isPresent() && compiled.isPresent()) {
            System.out.printf("template to full path: %.1f%n", compiled.getAsDouble() / full.getAsDouble());
        }
    }

    private static OptionalDouble score(Collection<RunResult> results, Class<?> benchmark, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().equals(benchmark.getName() + "." + method))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst();
    }
}
