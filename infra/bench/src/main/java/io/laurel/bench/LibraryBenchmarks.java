package io.laurel.bench;

import java.util.Collection;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH with its own arguments, then says how much faster the compiled path is than the full one. */
public final class LibraryBenchmarks {

    private LibraryBenchmarks() {}

    /** {@code ./mvnw -Pjmh}, with JMH's arguments in {@code -Djmh.args="…"}. */
    public static void main(String... args) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
        OptionalDouble full = score(results, "fullPath");
        OptionalDouble compiled = score(results, "compiledPath");
        if (full.isPresent() && compiled.isPresent()) {
            System.out.printf(
                    "%nOne thread: full path %,.0f/s, compiled path %,.0f/s, ratio %.1f (aim: 15)%n",
                    full.getAsDouble(), compiled.getAsDouble(), compiled.getAsDouble() / full.getAsDouble());
        }
    }

    private static OptionalDouble score(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result ->
                        result.getParams().getBenchmark().equals(SigningBenchmark.class.getName() + "." + benchmark))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst();
    }
}
