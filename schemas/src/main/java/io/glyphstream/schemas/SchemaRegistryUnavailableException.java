package io.glyphstream.schemas;

import org.jspecify.annotations.Nullable;

/** Says that the schema registry gave no answer, or answered that it cannot serve just now. A later attempt may succeed. */
public final class SchemaRegistryUnavailableException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Says what was asked, and what came back.
     *
     * @param reason what came back, in a few words, such as {@code no answer from http://localhost:8081}
     */
    public SchemaRegistryUnavailableException(String reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns what came back, in a few words. */
    String reason() {
        return reason;
    }
}
