package io.laurel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The one command: starts everything, says where to look, and stops everything on Ctrl-C. */
public final class Launcher {

    /** The last line of a start that went well. */
    static final String READY = "Ctrl-C stops everything; the next start finds its data.";

    private Launcher() {}

    /** Runs until it is stopped; see {@link Options#usage()}. */
    public static void main(String[] arguments) {
        try {
            Preflight.checkJava(Runtime.version().feature());
            var root = root();
            var options = Options.parse(List.of(arguments), root);
            if (options.help()) {
                System.out.print(Options.usage());
                return;
            }
            run(options, root);
        } catch (Problem problem) {
            fail(problem.line());
        } catch (IOException problem) {
            fail(problem.toString());
        }
    }

    private static void run(Options options, Path root) throws IOException {
        var folder = new LaurelFolder(options.folder());
        try (var parts = new Parts()) {
            parts.start(folder::lock);
            // The terminal is for people; what the embedded servers have to say goes to a file.
            System.setProperty("laurel.logs", folder.logs().toString());
            System.setProperty("logback.configurationFile", "launcher-logback.xml");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts), "stop"));
            startAndWait(new LocalStack(options, folder, root, parts, new Progress(System.out)), parts);
        } catch (Problem | IOException problem) {
            throw problem;
        } catch (Exception unexpected) {
            LoggerFactory.getLogger(Launcher.class).error("the local stack cannot start", unexpected);
            throw new Problem(unexpected + " (more in " + folder.logs().resolve("launcher.log") + ")", unexpected);
        }
    }

    private static void startAndWait(LocalStack stack, Parts parts) throws Exception {
        try {
            stack.start();
        } catch (Exception e) {
            if (!parts.areClosing()) {
                throw e;
            }
            // Ctrl-C came first: what fails now fails because of it.
        }
        new CountDownLatch(1).await();
    }

    private static void stop(Parts parts) {
        if (parts.areRunning()) {
            System.out.println();
            System.out.println("Stopping…");
            parts.close();
            System.out.println("Stopped.");
        }
    }

    private static void fail(String why) {
        System.err.println("Laurel cannot start: " + why);
        System.exit(1);
    }

    /** The folder of the repository: the first one upwards that holds the services. */
    static Path root() {
        for (var folder = Optional.of(Path.of("").toAbsolutePath());
                folder.isPresent();
                folder = folder.map(Path::getParent)) {
            if (Files.exists(folder.get().resolve("issuance-worker/pom.xml"))) {
                return folder.get();
            }
        }
        throw new Problem("Start it inside Laurel's repository.");
    }
}
