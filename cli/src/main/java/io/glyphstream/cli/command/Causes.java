package io.glyphstream.cli.command;

import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Failures of Kafka's clients, whose reason lies in the innermost cause: the outer ones name the step that failed. */
public final class Causes {

    private static final String UNKNOWN =
            "no authority in ssl.truststore.location vouches for the broker's certificate";

    /** What Java's own messages leave open. */
    private static final List<Reason> IN_WORDS = List.of(
            new Reason(CertificateExpiredException.class, "the broker's certificate has expired"),
            new Reason(CertificateNotYetValidException.class, "the broker's certificate is not valid yet"),
            new Reason(CertPathBuilderException.class, UNKNOWN),
            // Another authority of the same name.
            new Reason(SignatureException.class, UNKNOWN));

    private Causes() {}

    /** Returns the step and why it failed, such as {@code SSL handshake failed: the broker's certificate has expired}. */
    public static String text(Throwable failure) {
        Throwable step = failure;
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
            step = innermost instanceof KafkaException ? innermost : step;
        }
        return step == innermost ? Failures.reason(step) : Failures.reason(step) + ": " + why(innermost);
    }

    private static String why(Throwable innermost) {
        String message = Failures.reason(innermost);
        return IN_WORDS.stream()
                .filter(reason -> reason.type().isInstance(innermost))
                .findFirst()
                .map(reason -> reason.words() + " (" + message + ")")
                .orElse(message);
    }

    /** What a kind of failure means. */
    private record Reason(Class<? extends Throwable> type, String words) {}
}
