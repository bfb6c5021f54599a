package io.glyphstream.schemas.kafka;

import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a user may be allowed to do on Kafka.
 *
 * @param type of the resource: a topic, a group or a transactional id
 * @param name of the resource
 */
public record Right(ResourceType type, String name, AclOperation operation) {
    /** Returns why Kafka refused an operation on topics, with the right that is missing. */
    public static String reason(AclOperation operation, Throwable failure) {
        if (failure instanceof TopicAuthorizationException refused
                && !refused.unauthorizedTopics().isEmpty()) {
            return "not allowed: "
                    + new TreeSet<>(refused.unauthorizedTopics())
                            .stream()
                                    .map(name -> new Right(ResourceType.TOPIC, name, operation).toString())
                                    .collect(Collectors.joining(", "));
        }
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /** Returns it as {@code WRITE on topic glyphstream.dead-letters}. */
    @Override
    public String toString() {
        return operation + " on " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name;
    }
}
