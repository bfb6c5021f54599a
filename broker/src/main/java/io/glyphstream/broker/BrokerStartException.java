package io.glyphstream.broker;

import org.jspecify.annotations.Nullable;

/** An embedded broker could not be started; the message says what was in the way. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
