package io.laurel.worker.lms.location;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A folder of a bucket, with Amazon or in another store that speaks S3.
 *
 * @param prefix what the keys of files that arrive begin with; empty for the bucket itself
 * @param endpoint of a store that is not Amazon's
 * @param pathStyle whether the bucket stands in the path and not in the host's name
 * @param accessKeyId without one, credentials are looked for where Amazon's tools do
 */
public record S3Place(
        String bucket,
        @DefaultValue("") String prefix,
        String region,
        @Nullable URI endpoint,
        @DefaultValue("false") boolean pathStyle,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** A store that copies a large file says nothing meanwhile. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** Refuses what leads nowhere. */
    public S3Place {
        Objects.requireNonNull(bucket, "laurel.lms.sources: s3.bucket is missing");
        Objects.requireNonNull(region, "laurel.lms.sources: s3.region is missing");
        require(!prefix.startsWith("/"), "s3.prefix must not begin with a slash");
        require(
                endpoint == null || "https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()),
                "s3.endpoint must begin with https:// or http://");
        require(
                (accessKeyId == null) == (secretAccessKey == null),
                "s3.access-key-id and s3.secret-access-key go together");
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("laurel.lms.sources: " + otherwise);
        }
    }

    /** Asks nothing of the store yet. */
    public S3Location open() {
        return open(
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(PATIENCE)
                        .socketTimeout(SILENCE)
                        .build(),
                S3Location.COPIED_AT_ONCE);
    }

    S3Location open(SdkHttpClient http, long copiedAtOnce) {
        var client = S3Client.builder()
                .httpClient(http)
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .forcePathStyle(pathStyle)
                // Other stores refuse checksums that they do not know; what is read is hashed anyway.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (endpoint != null) {
            client.endpointOverride(endpoint);
        }
        return new S3Location(client.build(), http, bucket, prefix, copiedAtOnce);
    }

    AwsCredentialsProvider credentials() {
        return accessKeyId == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKeyId, Objects.requireNonNull(secretAccessKey)));
    }

    /** For people; without the secret. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
