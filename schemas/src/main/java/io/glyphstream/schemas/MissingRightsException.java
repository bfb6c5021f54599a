package io.glyphstream.schemas;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;

/** The user may not do on Kafka what a program is about to do. The message names each right. */
public final class MissingRightsException extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    MissingRightsException(List<Right> missing) {
        super("not allowed: " + missing.stream().map(Right::toString).collect(Collectors.joining(", ")));
    }
}
