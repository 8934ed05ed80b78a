package io.laurel.worker.lms.location;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The objects of a bucket whose keys begin alike. A version is told by size, second and ETag: an object that has all three of
 * another has its content, so that nothing is lost where they are taken for one.
 */
public final class S3Location implements Location {

    /** A store copies at most 5 GB in one piece, and says nothing meanwhile. */
    static final long COPIED_AT_ONCE = 1L << 30;

    private static final String FOLDERS = "/";
    private static final int NOT_FOUND = 404;
    private static final int IS_ANOTHER = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;
    private final SdkHttpClient http;
    private final String bucket;
    private final String prefix;
    private final long copiedAtOnce;

    S3Location(S3Client client, SdkHttpClient http, String bucket, String prefix, long copiedAtOnce) {
        this.client = client;
        this.http = http;
        this.bucket = bucket;
        this.prefix = prefix;
        this.copiedAtOnce = copiedAtOnce;
    }

    @Override
    public List<Arrival> list(Predicate<String> wanted) throws IOException {
        return answerOf(() ->
                client
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix).delimiter(FOLDERS))
                        .contents()
                        .stream()
                        // A key that ends with the prefix is how some tools make a folder; no database holds a NUL.
                        .filter(object -> object.key().length() > prefix.length()
                                && object.key().indexOf('\0') < 0
                                && wanted.test(object.key().substring(prefix.length())))
                        .limit(MOST_LISTED)
                        .map(object -> arrival(
                                object.key().substring(prefix.length()),
                                object.size(),
                                object.lastModified(),
                                object.eTag()))
                        .toList());
    }

    @Override
    public void reach() throws IOException {
        answerOf(() -> client.listObjectsV2(
                request -> request.bucket(bucket).prefix(prefix).maxKeys(1)));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return answerOf(() -> client.getObject(request -> request.bucket(bucket).key(prefix + name)));
    }

    @Override
    public boolean isStill(Arrival file) throws IOException {
        return still(file).isPresent();
    }

    /**
     * Copies the file, then deletes it. Whoever dies between the two is replaced by one who does both again; what was written
     * under the name meanwhile is not deleted.
     */
    @Override
    public boolean move(Arrival file, String path) throws IOException {
        var object = still(file);
        if (object.isEmpty() || !copy(file.name(), path, object.get())) {
            // Copies are made on the condition that it is the very file, so what lies there is it.
            return look(path).isPresent();
        }
        // For stores that delete without looking at the condition.
        if (still(file).isPresent()) {
            delete(file.name(), object.get().eTag());
        }
        return true;
    }

    /** Empty when it is not there any more, or another one has its name. */
    private Optional<HeadObjectResponse> still(Arrival file) throws IOException {
        return look(file.name())
                .filter(now -> arrival(file.name(), now.contentLength(), now.lastModified(), now.eTag())
                        .version()
                        .equals(file.version()));
    }

    private boolean copy(String name, String path, HeadObjectResponse object) throws IOException {
        try {
            if (object.contentLength() > copiedAtOnce) {
                copyInParts(name, path, object);
            } else {
                client.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(prefix + name)
                        .copySourceIfMatch(object.eTag())
                        .destinationBucket(bucket)
                        .destinationKey(prefix + path));
            }
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == IS_ANOTHER || e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private void copyInParts(String name, String path, HeadObjectResponse object) {
        var upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(prefix + path))
                .uploadId();
        try {
            var parts = new ArrayList<CompletedPart>();
            for (long from = 0; from < object.contentLength(); from += copiedAtOnce) {
                parts.add(copyPart(name, path, upload, object, from, parts.size() + 1));
            }
            client.completeMultipartUpload(request -> request.bucket(bucket)
                    .key(prefix + path)
                    .uploadId(upload)
                    .multipartUpload(whole -> whole.parts(parts)));
        } catch (SdkException e) {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(prefix + path).uploadId(upload));
            throw e;
        }
    }

    private CompletedPart copyPart(
            String name, String path, String upload, HeadObjectResponse object, long from, int number) {
        var to = Math.min(from + copiedAtOnce, object.contentLength()) - 1;
        var copied = client.uploadPartCopy(request -> request.sourceBucket(bucket)
                .sourceKey(prefix + name)
                .copySourceIfMatch(object.eTag())
                .copySourceRange("bytes=" + from + "-" + to)
                .destinationBucket(bucket)
                .destinationKey(prefix + path)
                .uploadId(upload)
                .partNumber(number));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(copied.copyPartResult().eTag())
                .build();
    }

    private void delete(String name, String tag) throws IOException {
        try {
            client.deleteObject(
                    request -> request.bucket(bucket).key(prefix + name).ifMatch(tag));
        } catch (S3Exception e) {
            switch (e.statusCode()) {
                case IS_ANOTHER -> {}
                case NOT_IMPLEMENTED -> delete(name);
                default -> throw failure(e);
            }
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
        answerOf(() ->
                client.putObject(request -> request.bucket(bucket).key(prefix + path), RequestBody.fromBytes(bytes)));
    }

    @Override
    public void delete(String name) throws IOException {
        answerOf(() -> client.deleteObject(request -> request.bucket(bucket).key(prefix + name)));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }

    private Optional<HeadObjectResponse> look(String path) throws IOException {
        try {
            return Optional.of(
                    client.headObject(request -> request.bucket(bucket).key(prefix + path)));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** A listing tells times by the millisecond, a single object by the second. */
    private static Arrival arrival(String name, long bytes, Instant modified, String tag) {
        var at = modified.truncatedTo(SECONDS);
        var version = bytes + "/" + at.getEpochSecond() + "/" + tag.replace("\"", "");
        return new Arrival(name, bytes, at, version);
    }

    private static <T> T answerOf(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private static IOException failure(SdkException e) {
        return new IOException("the object store does not do what is asked of it", e);
    }
}
