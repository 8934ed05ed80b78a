package io.laurel.ingress.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.ingress.picture.drawing.Drawing;
import io.laurel.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Has pictures drawn by {@link Drawing}, a process for each: whatever a picture makes of it, it ends, and alone. */
@Component
class DrawingProcess {

    /** Twice what the largest PNG of incompressible pixels takes. */
    private static final int MOST_BYTES = 12 * 1024 * 1024;

    /** What fonts are found by. No setting of ours, and no password, goes along. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE");

    /** The process ends itself; this is how much longer we wait for that before we end it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final PictureSettings settings;
    private final Semaphore places;

    DrawingProcess(PictureSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.atOnce(), true);
    }

    /** The picture as a PNG; one that cannot be drawn is refused with the reason. */
    byte[] draw(byte[] picture, PictureKind kind, int longestSide) {
        if (!entered()) {
            throw ApiException.unavailable(
                    "Too many pictures are drawn at the moment. Try again in a few seconds.", null);
        }
        try {
            return run(picture, kind, longestSide);
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(settings.longestDrawing().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ApiException refusal(int status, byte[] output) {
        return ApiException.invalid(
                "image",
                switch (status) {
                    case Drawing.REFUSED -> new String(output, UTF_8);
                    case Drawing.TOO_LONG -> "takes too long to be drawn: make it simpler";
                    case Drawing.TOO_LARGE -> "takes too much memory to be drawn: make it smaller";
                    default -> "cannot be drawn";
                });
    }

    private byte[] run(byte[] picture, PictureKind kind, int longestSide) {
        Process process = start(kind, longestSide);
        try {
            // Read beside the writing, so that neither side waits for the other with a full pipe.
            var output = new CompletableFuture<byte[]>();
            Thread.startVirtualThread(() -> read(process, output));
            write(picture, process);
            if (!process.waitFor(settings.longestDrawing().plus(GRACE))) {
                throw refusal(Drawing.TOO_LONG, new byte[0]);
            }
            if (process.exitValue() != Drawing.DRAWN) {
                throw refusal(process.exitValue(), output.get());
            }
            return output.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The picture could not be drawn. Try again.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(PictureKind kind, int longestSide) {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.memory().toMegabytes() + "m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                Drawing.class.getName(),
                kind.name(),
                Integer.toString(longestSide),
                Long.toString(settings.longestDrawing().toMillis())));
        builder.redirectError(Redirect.DISCARD);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the process that draws pictures cannot be started", e);
        }
    }

    private static void write(byte[] picture, Process process) {
        try (var in = process.getOutputStream()) {
            in.write(picture);
        } catch (IOException e) {
            // It ended before it had read all: its status says why.
        }
    }

    private static void read(Process process, CompletableFuture<byte[]> output) {
        try (var out = process.getInputStream()) {
            output.complete(out.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            output.complete(new byte[0]);
        }
    }
}
