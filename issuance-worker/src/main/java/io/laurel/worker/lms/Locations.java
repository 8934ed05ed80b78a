package io.laurel.worker.lms;

import io.laurel.worker.lms.location.DirectoryLocation;
import io.laurel.worker.lms.location.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Opens the place where a source's files arrive. */
@Component
class Locations {

    private final LmsSettings settings;
    private final OperatorSources operators;

    Locations(LmsSettings settings, OperatorSources operators) {
        this.settings = settings;
        this.operators = operators;
    }

    /** Whether this worker knows how to get there: an operator may have configured a source elsewhere, or not any more. */
    boolean knows(Source source) {
        return source.isOperators() ? operators.find(source.id()).isPresent() : settings.root() != null;
    }

    Location open(Source source) throws IOException {
        if (source.isOperators()) {
            return operators.find(source.id()).orElseThrow().open();
        }
        var root = Objects.requireNonNull(settings.root(), "laurel.lms.root");
        return DirectoryLocation.below(
                root, Path.of(source.slug(), source.place()).toString());
    }
}
