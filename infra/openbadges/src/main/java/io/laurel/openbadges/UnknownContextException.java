package io.laurel.openbadges;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A document names a JSON-LD context that is not to be had, so that it can be neither signed nor called false. */
public final class UnknownContextException extends JsonLdException {

    private static final long serialVersionUID = 1;

    private final URI context;

    public UnknownContextException(URI context, @Nullable Throwable cause) {
        super("the context " + context + " is not known", cause);
        this.context = context;
    }

    /** The address of the context. */
    public URI context() {
        return context;
    }
}
