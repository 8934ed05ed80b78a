package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The canonical N-Quads of every credential of one badge and one shape, compiled once.
 *
 * <p>Filling the holes moves the hashes of blank nodes, and with them their labels and the order of the lines; so labels are given and
 * lines sorted anew for each credential, as RDFC-1.0 (§4.4 to §4.6) has it for nodes whose hashes are unique.
 */
final class NQuadsTemplate {

    private static final byte[] ITSELF = ascii("_:a");
    private static final byte[] ANOTHER = ascii("_:z");
    private static final int ROOM_FOR_A_LINE = 192;

    private final Lines fixed = Lines.distinct();
    private final List<StatementTemplate> open;
    private final BlankNode[] blanks;
    private final byte[][] canonicalLabels;

    /** One blank node, the statements it stands in, and its first-degree hash if no hole is in them. */
    private static final class BlankNode {

        private final byte[][] labels;
        private final List<StatementTemplate> mentions;
        private final byte @Nullable [] fixedHash;

        BlankNode(int number, int count, List<StatementTemplate> statements) {
            labels = new byte[count][];
            Arrays.fill(labels, ANOTHER);
            labels[number] = ITSELF;
            mentions = statements.stream()
                    .filter(statement -> statement.mentions(number))
                    .toList();
            boolean moves = mentions.stream().anyMatch(StatementTemplate::isOpen);
            fixedHash = moves ? null : firstDegreeHash(Fillings.NONE);
        }

        byte[] hash(Fillings fillings) {
            return fixedHash == null ? firstDegreeHash(fillings) : fixedHash;
        }

        /** RDFC-1.0, §4.6: the node itself is {@code _:a}, every other one {@code _:z}. */
        private byte[] firstDegreeHash(Fillings fillings) {
            Lines lines = Lines.all();
            for (StatementTemplate mention : mentions) {
                mention.write(lines, labels, fillings);
            }
            return lines.hash(Sha256.digest());
        }
    }

    private NQuadsTemplate(List<StatementTemplate> statements, int blankCount) {
        byte[][] noLabels = {};
        statements.stream()
                .filter(StatementTemplate::isFixed)
                .forEach(statement -> statement.write(fixed, noLabels, Fillings.NONE));
        open = statements.stream().filter(statement -> !statement.isFixed()).toList();
        blanks = new BlankNode[blankCount];
        canonicalLabels = new byte[blankCount][];
        for (int number = 0; number < blankCount; number++) {
            blanks[number] = new BlankNode(number, blankCount, statements);
            canonicalLabels[number] = ascii("_:c14n" + number);
        }
    }

    /**
     * Compiles the badge of a sample.
     *
     * @return empty if a template cannot tell its holes apart or hold its statements
     */
    static Optional<NQuadsTemplate> compile(Credential sample) {
        Map<String, Hole> holes = new HashMap<>();
        Hole.fillings(sample).forEach((hole, filling) -> holes.put(filling, hole));
        if (Badge.of(sample).texts().stream().anyMatch(holes::containsKey)) {
            return Optional.empty();
        }
        JsonObject document = StrictJson.object(CredentialJson.unsigned(sample) + "}");
        StatementCollector collector = new StatementCollector(holes);
        Canonicalizer.PINNED.statements(document, collector);
        return of(collector);
    }

    /** The template of statements; empty if it cannot hold them. */
    static Optional<NQuadsTemplate> of(StatementCollector collector) {
        List<StatementTemplate> statements = collector.statements();
        return collector.isBeyondTemplates()
                ? Optional.empty()
                : Optional.of(new NQuadsTemplate(statements, collector.blanks()));
    }

    /**
     * The SHA-256 of a credential's canonical N-Quads.
     *
     * @return empty if two blank nodes share a first-degree hash, which only the full path can tell apart
     */
    Optional<byte[]> hash(Credential credential) {
        Fillings fillings = Fillings.of(credential);
        byte[][] labels = labels(fillings);
        if (labels == null) {
            return Optional.empty();
        }
        Lines lines = fixed.copy(open.size(), open.size() * ROOM_FOR_A_LINE);
        for (StatementTemplate statement : open) {
            statement.write(lines, labels, fillings);
        }
        return Optional.of(lines.hash(Sha256.digest()));
    }

    /** Names the blank nodes by the rank of their hashes; {@code null} if two are equal. */
    private byte @Nullable [][] labels(Fillings fillings) {
        byte[][] hashes = new byte[blanks.length][];
        for (int number = 0; number < blanks.length; number++) {
            hashes[number] = blanks[number].hash(fillings);
        }
        byte[][] labels = new byte[blanks.length][];
        for (int number = 0; number < blanks.length; number++) {
            int rank = 0;
            for (int other = 0; other < blanks.length; other++) {
                int order = Arrays.compareUnsigned(hashes[other], hashes[number]);
                if (order == 0 && other != number) {
                    return null;
                }
                rank += order < 0 ? 1 : 0;
            }
            labels[number] = canonicalLabels[rank];
        }
        return labels;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
