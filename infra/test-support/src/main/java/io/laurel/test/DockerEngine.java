package io.laurel.test;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be started here. */
final class DockerEngine {

    private static final boolean ANSWERS =
            isConfigured() && DockerClientFactory.instance().isDockerAvailable();

    private DockerEngine() {}

    static boolean answers() {
        return ANSWERS;
    }

    /** Spares the slow search for an engine where there is plainly none. */
    private static boolean isConfigured() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    }
}
