package io.laurel.localstack.service;

import io.laurel.localstack.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service, or a server beside the services, to be run.
 *
 * @param name what it is called in messages, log and pid files
 * @param classPath its classes and libraries
 * @param options for its virtual machine
 * @param settings its configuration; may hold secrets
 */
public record Program(
        String name,
        String mainClass,
        List<String> arguments,
        String classPath,
        Readiness readiness,
        String heap,
        List<String> options,
        Map<String, String> settings) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The class path that the build wrote for a module.
     *
     * @param module the module's folder
     */
    public static String classPathOf(Path module) {
        var target = module.resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("classpath.txt")).strip();
        } catch (IOException e) {
            throw new Problem(module.getFileName() + " is not built; run ./mvnw in the root folder", e);
        }
    }

    /** The settings in the one form that every property name survives. */
    String settingsAsJson() {
        return JSON.writeValueAsString(settings);
    }

    @Override
    public String toString() {
        return name;
    }
}
