package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Comes after all others: what the document says can be answered was answered to one of them. */
@Order(Integer.MAX_VALUE)
class EveryAnswerIT extends Edge {

    @Test
    void whateverTheDocumentSaysWasSeen() throws IOException, URISyntaxException {
        var missing = others();
        missing.removeAll(whoRan());
        assumeThat(missing).as("only a part of the tests ran, without these").isEmpty();

        var unseen = contract().said();
        unseen.removeAll(contract().seen());
        // A fault of ours looks the same wherever it happens: it is written in one place, which has its own test
        // (infra/web).
        unseen.removeIf(answer -> answer.endsWith(" 500"));
        assertThat(unseen).as("said, but seen by no test").isEmpty();
    }

    private static Set<String> others() throws IOException, URISyntaxException {
        var here = Path.of(Objects.requireNonNull(EveryAnswerIT.class.getResource("EveryAnswerIT.class"))
                .toURI());
        try (var classes = Files.list(Objects.requireNonNull(here.getParent()))) {
            return classes.map(file -> file.getFileName().toString().replace(".class", ""))
                    .filter(name -> name.endsWith("IT"))
                    .filter(EveryAnswerIT::asks)
                    .collect(Collectors.toSet());
        }
    }

    private static boolean asks(String name) {
        try {
            return Edge.class.isAssignableFrom(Class.forName(EveryAnswerIT.class.getPackageName() + "." + name));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
