package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The canonical N-Quads of every credential of one badge and one shape, compiled once.
 *
 * <p>Filling the holes moves the hashes of blank nodes, and with them their labels and the order of the lines; so labels are given and
 * lines sorted anew for each credential, as RDFC-1.0 (§4.4 to §4.6) has it for nodes whose hashes are unique.
 */
final class NQuadsTemplate {

    private final List<StatementTemplate> open;
    private final String[] fixedLines;
    private final List<BlankNode> blanks;

    /**
     * One blank node.
     *
     * @param mentions the statements it stands in
     * @param fixedHash its first-degree hash if no hole is in them
     */
    private record BlankNode(
            int number,
            List<StatementTemplate> mentions,
            @Nullable String fixedHash) {}

    private record Ranked(String hash, int number) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            return hash.compareTo(other.hash);
        }
    }

    private NQuadsTemplate(List<StatementTemplate> statements, int blanks) {
        String[] noLabels = {};
        Map<Hole, String> nothing = Map.of();
        this.open =
                statements.stream().filter(statement -> !statement.isFixed()).toList();
        this.fixedLines = statements.stream()
                .filter(StatementTemplate::isFixed)
                .map(statement -> statement.line(noLabels, nothing))
                .sorted()
                .toArray(String[]::new);
        this.blanks = IntStream.range(0, blanks)
                .mapToObj(number -> blank(number, blanks, statements, nothing))
                .toList();
    }

    private static BlankNode blank(
            int number, int count, List<StatementTemplate> statements, Map<Hole, String> nothing) {
        List<StatementTemplate> mentions = statements.stream()
                .filter(statement -> statement.mentions(number))
                .toList();
        boolean moves = mentions.stream().anyMatch(StatementTemplate::isOpen);
        return new BlankNode(number, mentions, moves ? null : firstDegreeHash(number, count, mentions, nothing));
    }

    /**
     * Compiles the badge of a sample.
     *
     * @return empty if a template cannot tell its holes apart or hold its statements
     */
    static Optional<NQuadsTemplate> compile(Credential sample) {
        Map<String, Hole> holes = new HashMap<>();
        Hole.fillings(sample).forEach((hole, filling) -> holes.put(filling, hole));
        if (texts(sample).anyMatch(holes::containsKey)) {
            return Optional.empty();
        }
        JsonObject document = StrictJson.object(CredentialJson.unsigned(sample) + "}");
        StatementCollector collector = new StatementCollector(holes);
        Canonicalizer.PINNED.statements(document, collector);
        return collector.hasNamedGraph()
                ? Optional.empty()
                : Optional.of(new NQuadsTemplate(collector.statements(), collector.blanks()));
    }

    /** Everything a badge says in its own words. */
    private static Stream<String> texts(Credential sample) {
        Issuer issuer = sample.issuer();
        Achievement achievement = sample.achievement();
        return Stream.concat(
                Stream.of(
                        issuer.id().toString(),
                        issuer.name(),
                        issuer.url().toString(),
                        achievement.id().toString(),
                        achievement.name(),
                        achievement.description(),
                        achievement.criteriaNarrative(),
                        achievement.image().toString()),
                achievement.tags().stream());
    }

    /**
     * The SHA-256 of a credential's canonical N-Quads.
     *
     * @return empty if two blank nodes share a first-degree hash, which only the full path can tell apart
     */
    Optional<byte[]> hash(Credential credential) {
        Map<Hole, String> fillings = Hole.fillings(credential);
        return labels(fillings).map(labels -> hash(lines(labels, fillings)));
    }

    private Optional<String[]> labels(Map<Hole, String> fillings) {
        Ranked[] ranked = new Ranked[blanks.size()];
        for (BlankNode blank : blanks) {
            String hash = blank.fixedHash() == null
                    ? firstDegreeHash(blank.number(), ranked.length, blank.mentions(), fillings)
                    : blank.fixedHash();
            ranked[blank.number()] = new Ranked(hash, blank.number());
        }
        Arrays.sort(ranked);
        String[] labels = new String[ranked.length];
        for (int rank = 0; rank < ranked.length; rank++) {
            if (rank > 0 && ranked[rank].compareTo(ranked[rank - 1]) == 0) {
                return Optional.empty();
            }
            labels[ranked[rank].number()] = "_:c14n" + rank;
        }
        return Optional.of(labels);
    }

    /** RDFC-1.0, §4.6: the node itself is {@code _:a}, every other one {@code _:z}. */
    private static String firstDegreeHash(
            int number, int count, List<StatementTemplate> mentions, Map<Hole, String> fillings) {
        String[] labels = new String[count];
        Arrays.fill(labels, "_:z");
        labels[number] = "_:a";
        String[] lines = new String[mentions.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = mentions.get(i).line(labels, fillings);
        }
        Arrays.sort(lines);
        MessageDigest digest = Sha256.digest();
        for (String line : lines) {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private String[] lines(String[] labels, Map<Hole, String> fillings) {
        String[] lines = Arrays.copyOf(fixedLines, fixedLines.length + open.size());
        for (int i = 0; i < open.size(); i++) {
            lines[fixedLines.length + i] = open.get(i).line(labels, fillings);
        }
        Arrays.sort(lines);
        return lines;
    }

    private static byte[] hash(String[] sortedLines) {
        MessageDigest digest = Sha256.digest();
        String before = "";
        for (String line : sortedLines) {
            if (!line.equals(before)) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            before = line;
        }
        return digest.digest();
    }
}
