package io.laurel.worker.lms.location;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server on this machine, in a process of its own, and what whoever drops files there does. */
public final class LoopbackS3 implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on ports .* (\\d+) \\(http\\)");

    private final Process process;
    private final URI endpoint;
    private final S3Client client;

    private LoopbackS3(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.client = S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** Starts it; it keeps what it has below the folder. */
    public static LoopbackS3 start(Path folder) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString(),
                        "--server.port=0",
                        "--http.port=0",
                        "--com.adobe.testing.s3mock.max-payload-size=20MB",
                        "--com.adobe.testing.s3mock.store.root=" + Files.createDirectories(folder))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var said = new StringBuilder();
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            var started = PORT.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> readOn(log));
                return new LoopbackS3(process, URI.create("http://127.0.0.1:" + started.group(1)));
            }
        }
        throw new IOException("the S3 server did not start:\n" + said);
    }

    /** Where the build put it, beside our own classes. */
    private static Path jar() {
        var classes = Path.of(URI.create(
                Objects.requireNonNull(LoopbackS3.class.getResource("/")).toString()));
        return classes.resolveSibling("s3-server.jar");
    }

    private static void readOn(BufferedReader log) {
        try (log) {
            while (log.readLine() != null) {
                // A full pipe would stop it.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public void makeBucket(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
    }

    /** As a worker does right before it dies. */
    public void copy(String bucket, String from, String to) {
        client.copyObject(request -> request.sourceBucket(bucket)
                .sourceKey(from)
                .destinationBucket(bucket)
                .destinationKey(to));
    }

    int unfinishedUploads(String bucket) {
        return client.listMultipartUploads(request -> request.bucket(bucket))
                .uploads()
                .size();
    }

    public void put(String bucket, String key, String text) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    public @Nullable String read(String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asUtf8String();
    }

    public void delete(String bucket, String key) {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** The keys that begin with a prefix. */
    public List<String> keys(String bucket, String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** The place as an operator configures it. */
    public S3Place place(String bucket, String prefix) {
        return new S3Place(bucket, prefix, "us-east-1", endpoint, true, "key", "secret");
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
