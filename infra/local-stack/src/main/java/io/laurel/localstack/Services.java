package io.laurel.localstack;

import io.laurel.localstack.service.Program;
import io.laurel.localstack.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The four services; they stop together. */
record Services(List<ServiceProcess> processes) implements AutoCloseable {

    static Services start(List<Program> programs, Path folder, Consumer<String> report) throws IOException {
        var processes = new ArrayList<ServiceProcess>();
        for (var program : programs) {
            processes.add(ServiceProcess.start(program, folder, report));
        }
        return new Services(List.copyOf(processes));
    }

    @Override
    public void close() throws IOException {
        processes.forEach(ServiceProcess::signal);
        for (var process : processes) {
            process.close();
        }
    }
}
