package io.glyphstream.schemas.kafka;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** The user may not do on Kafka what a program is about to do. The message names each right. */
public final class MissingRightsException extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    MissingRightsException(List<Right> missing) {
        this(missing, null);
    }

    /** Says what is missing where Kafka has refused something already. */
    MissingRightsException(List<Right> missing, @Nullable Throwable refused) {
        super("not allowed: " + missing.stream().map(Right::toString).collect(Collectors.joining(", ")), refused);
    }
}
