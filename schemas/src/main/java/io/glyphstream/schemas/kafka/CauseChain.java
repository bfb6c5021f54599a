package io.glyphstream.schemas.kafka;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure, its cause, the cause's cause and so on. */
public final class CauseChain {
    private CauseChain() {}

    /** Returns the first of this type, beginning with the failure itself. */
    public static <T> Optional<T> first(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
