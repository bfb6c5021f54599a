package io.glyphstream.schemas;

import org.jspecify.annotations.Nullable;

/** Says that the schema registry gave no answer, or answered that it cannot serve just now. A later attempt may succeed. */
public final class SchemaRegistryUnavailableException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what was asked, and what came back. */
    public SchemaRegistryUnavailableException(String message) {
        super(message);
    }

    /** Says what was asked, and why no answer came. */
    public SchemaRegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
