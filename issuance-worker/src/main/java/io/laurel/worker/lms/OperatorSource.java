package io.laurel.worker.lms;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.LmsFilePatterns;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import io.laurel.worker.lms.location.DirectoryLocation;
import io.laurel.worker.lms.location.Location;
import io.laurel.worker.lms.location.S3Place;
import io.laurel.worker.lms.location.SftpLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A source that the operator configured, the same in every worker.
 *
 * @param organization its slug
 * @param name tells it from the organization's others
 * @param badge its slug
 * @param filePattern which files are exports, with {@code *} and {@code ?}
 * @param joinFiles by role, which files are read with them
 */
record OperatorSource(
        String organization,
        String name,
        String badge,
        LmsProfile profile,
        @Nullable LmsRule rule,
        @Nullable Path directory,
        @Nullable Sftp sftp,
        @Nullable S3Place s3,
        @DefaultValue("*.csv") String filePattern,
        @DefaultValue Map<String, String> joinFiles,
        @DefaultValue("0 */5 * * * *") String cron,
        @DefaultValue("UTC") String timeZone,
        @DefaultValue("true") boolean active) {

    /**
     * A folder of an SFTP server.
     *
     * @param privateKey a file with the key that signs in
     * @param knownHosts a file with the server's key, as OpenSSH writes it
     */
    record Sftp(
            String host,
            @DefaultValue("22") int port,
            String user,
            Path privateKey,
            Path knownHosts,
            @DefaultValue(".") String folder) {

        Sftp {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("laurel.lms.sources: sftp.port must be from 1 to 65535");
            }
            Objects.requireNonNull(host, "laurel.lms.sources: sftp.host is missing");
            Objects.requireNonNull(user, "laurel.lms.sources: sftp.user is missing");
            Objects.requireNonNull(privateKey, "laurel.lms.sources: sftp.private-key is missing");
            Objects.requireNonNull(knownHosts, "laurel.lms.sources: sftp.known-hosts is missing");
        }

        String place() {
            return "sftp://" + host + ":" + port + "/" + folder;
        }

        SftpLocation open() throws IOException {
            return SftpLocation.open(host, port, user, privateKey, knownHosts, folder);
        }
    }

    private static final UUID NAMES = UUID.fromString("0b0a1f5c-4f0e-4d55-9f5e-2f6c7f1d6f10");

    OperatorSource {
        Objects.requireNonNull(organization, "laurel.lms.sources: organization is missing");
        Objects.requireNonNull(name, "laurel.lms.sources: name is missing");
        Objects.requireNonNull(badge, "laurel.lms.sources: badge is missing");
        Objects.requireNonNull(profile, "laurel.lms.sources: profile is missing");
        joinFiles = Map.copyOf(joinFiles);
        if (Stream.of(directory, sftp, s3).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException(of(name) + "needs one of directory, sftp and s3");
        }
        if (directory != null && !directory.isAbsolute()) {
            throw new IllegalArgumentException(of(name) + "directory must be an absolute path");
        }
        var faults = profile.faultsOf(rule == null ? LmsRule.NONE : rule);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(of(name) + "rule: " + faults);
        }
        for (var join : profile.joinFiles()) {
            if (join.isRequired() && !joinFiles.containsKey(join.role())) {
                throw new IllegalArgumentException(of(name) + "join-files." + join.role() + " is missing");
            }
        }
        for (var role : joinFiles.keySet()) {
            if (profile.joinFiles().stream().noneMatch(join -> join.role().equals(role))) {
                throw new IllegalArgumentException(
                        of(name) + "join-files." + role + " is not for the profile " + profile.wireName());
            }
        }
        Schedule.of(cron, timeZone);
    }

    private static String of(String name) {
        return "laurel.lms.sources (" + name + "): ";
    }

    /** The same for as long as its name is, in every worker. */
    UUID id() {
        return UuidCreator.getNameBasedSha1(NAMES, organization + "/" + name);
    }

    LmsRule ruleOrNone() {
        return rule == null ? LmsRule.NONE : rule;
    }

    /** For people. */
    String place() {
        if (s3 != null) {
            return s3.toString();
        }
        return sftp == null ? Objects.toString(directory) : sftp.place();
    }

    /** Whether there may be a file that both would take, or one would take from the other. */
    boolean quarrelsWith(OperatorSource other) {
        return active && other.active && where().equals(other.where()) && files().quarrelWith(other.files());
    }

    private LmsFilePatterns files() {
        return new LmsFilePatterns(filePattern, joinFiles.values());
    }

    private List<Object> where() {
        if (s3 != null) {
            return List.of(Optional.ofNullable(s3.endpoint()), s3.bucket(), s3.prefix());
        }
        if (sftp != null) {
            return List.of(
                    sftp.host(),
                    sftp.port(),
                    sftp.user(),
                    Path.of(sftp.folder()).normalize());
        }
        return List.of(Objects.requireNonNull(directory).normalize());
    }

    Location open() throws IOException {
        if (s3 != null) {
            return s3.open();
        }
        return sftp == null ? DirectoryLocation.of(Objects.requireNonNull(directory)) : sftp.open();
    }
}
