package io.glyphstream.producer;

/** There is no Kafka, or it does not have the topic. The message says what was tried and what to do. */
public final class UnreachableKafkaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreachableKafkaException(String message, Throwable cause) {
        super(message, cause);
    }
}
