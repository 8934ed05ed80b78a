package io.laurel.worker.lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.LmsProfile;
import io.laurel.worker.lms.location.S3Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an operator may configure. */
class OperatorSourceTest {

    private static final Path PLACE = Path.of("/srv/lms");

    @Test
    void aSourceIsTheSameAsLongAsItsNameIs() {
        assertThat(source("Nightly", PLACE, "UTC").id())
                .isEqualTo(source("Nightly", Path.of("/srv/elsewhere"), "Europe/Berlin")
                        .id())
                .isNotEqualTo(source("Weekly", PLACE, "UTC").id());
    }

    @Test
    void whatCannotBeRunStopsTheStartWithTheSourcesName() {
        assertThatThrownBy(() -> source("Nightly", null, "UTC")).hasMessageContaining("Nightly", "directory");
        assertThatThrownBy(() -> source("Nightly", Path.of("lms"), "UTC")).hasMessageContaining("absolute");
        assertThatThrownBy(() -> source("Nightly", PLACE, "Nowhere")).hasMessageContaining("Nowhere");
        assertThatThrownBy(() -> source(LmsProfile.CANVAS_GRADEBOOK, PLACE, "UTC"))
                .hasMessageContaining("minimum");
    }

    private static OperatorSource source(String name, @Nullable Path directory, String zone) {
        return new OperatorSource(
                "org",
                name,
                "badge",
                LmsProfile.SIMPLE,
                null,
                directory,
                null,
                null,
                "*.csv",
                Map.of(),
                "@daily",
                zone,
                true);
    }

    private static OperatorSource source(LmsProfile profile, Path directory, String zone) {
        return new OperatorSource(
                "org", "Nightly", "badge", profile, null, directory, null, null, "*.csv", Map.of(), "@daily", zone,
                true);
    }

    private static final Map<String, String> SFTP = Map.of(
            "sftp.host", "sftp.example",
            "sftp.user", "laurel",
            "sftp.private-key", "/etc/laurel/id",
            "sftp.known-hosts", "/etc/laurel/known_hosts");

    private static final Map<String, String> S3 =
            Map.of("s3.bucket", "exports", "s3.region", "eu-central-1", "s3.prefix", "physics");

    @Test
    void anSftpServerIsBoundFromItsProperties() {
        assertThat(bound(SFTP, Map.of()).sftp())
                .isEqualTo(new OperatorSource.Sftp(
                        "sftp.example",
                        22,
                        "laurel",
                        Path.of("/etc/laurel/id"),
                        Path.of("/etc/laurel/known_hosts"),
                        "."));
        var other = bound(SFTP, Map.of("sftp.port", "2222", "sftp.folder", "/out"));
        assertThat(other.place()).isEqualTo("sftp://sftp.example:2222//out");
    }

    @Test
    void aBucketIsBoundFromItsProperties() {
        assertThat(bound(S3, Map.of()).s3())
                .isEqualTo(new S3Place("exports", "physics/", "eu-central-1", null, false, null, null));
        var other = bound(
                S3,
                Map.of(
                        "s3.endpoint", "https://store.example:9000",
                        "s3.path-style", "true",
                        "s3.access-key-id", "AKIA",
                        "s3.secret-access-key", "very-secret"));
        assertThat(other.s3())
                .isEqualTo(new S3Place(
                        "exports",
                        "physics/",
                        "eu-central-1",
                        URI.create("https://store.example:9000"),
                        true,
                        "AKIA",
                        "very-secret"));
        assertThat(other.toString()).doesNotContain("very-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sftp.host", "sftp.user", "sftp.private-key", "sftp.known-hosts", "s3.bucket", "s3.region"})
    void whatIsMissingIsNamed(String missing) {
        var properties = new HashMap<>(missing.startsWith("s3") ? S3 : SFTP);
        properties.remove(missing);

        assertThatThrownBy(() -> bound(properties, Map.of()))
                .rootCause()
                .hasMessage("laurel.lms.sources: " + missing + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.port, twenty-two",
        "sftp.port, 65536",
        "s3.endpoint, store.example",
        "s3.prefix, /physics",
        "s3.path-style, perhaps",
        "s3.access-key-id, AKIA",
        "profile, moodle",
        "cron, often",
        "time-zone, Nowhere"
    })
    void whatIsWrongIsNamed(String name, String value) {
        assertThatThrownBy(() -> bound(name.startsWith("s3") ? S3 : SFTP, Map.of(name, value)))
                .satisfies(failure -> assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                                .map(Objects::toString)
                                .collect(Collectors.joining()))
                        .containsAnyOf(name, value));
    }

    @Test
    void aSourceHasOnePlace() {
        assertThatThrownBy(() -> bound(SFTP, S3)).rootCause().hasMessageContaining("Nightly");
        assertThatThrownBy(() -> bound(SFTP, Map.of("directory", "/srv/lms")))
                .rootCause()
                .hasMessageContaining("one of");
        assertThatThrownBy(() -> bound(Map.of(), Map.of())).rootCause().hasMessageContaining("one of");
    }

    @Test
    void twoSourcesThatMayTakeEachOthersFilesStopTheStart() {
        var nightly = Map.of("directory", "/srv/lms");
        assertThatThrownBy(() -> bound(List.of(nightly, weekly("/srv/./lms", "a*.csv"))))
                .rootCause()
                .hasMessageContaining("Nightly")
                .hasMessageContaining("Weekly")
                .hasMessageContaining("/srv/lms");

        assertThat(bound(List.of(nightly, weekly("/srv/lms", "*.txt")))).hasSize(2);
        assertThat(bound(List.of(nightly, weekly("/srv/others", "a*.csv")))).hasSize(2);
        var off = new HashMap<>(weekly("/srv/lms", "a*.csv"));
        off.put("active", "false");
        assertThat(bound(List.of(nightly, off))).hasSize(2);
    }

    private static Map<String, String> weekly(String directory, String pattern) {
        return Map.of("organization", "another", "name", "Weekly", "directory", directory, "file-pattern", pattern);
    }

    @Test
    void aRoleThatTheProfileDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> bound(S3, Map.of("join-files.parents", "parents*.csv")))
                .rootCause()
                .hasMessageContaining("Nightly")
                .hasMessageContaining("join-files.parents")
                .hasMessageContaining("simple");
    }

    /** As the worker reads its configuration. */
    private static OperatorSource bound(Map<String, String> some, Map<String, String> more) {
        var first = new HashMap<>(some);
        first.putAll(more);
        return bound(List.of(first)).getFirst();
    }

    private static List<OperatorSource> bound(List<Map<String, String>> sources) {
        var properties = new HashMap<String, String>();
        for (var n = 0; n < sources.size(); n++) {
            var source = new HashMap<>(
                    Map.of("organization", "org", "name", "Nightly", "badge", "badge", "profile", "simple"));
            source.putAll(sources.get(n));
            var prefix = "laurel.lms.sources[" + n + "].";
            source.forEach((name, value) -> properties.put(prefix + name, value));
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("laurel.lms", LmsSettings.class)
                .get()
                .sources();
    }
}
