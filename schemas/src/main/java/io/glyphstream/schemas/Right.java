package io.glyphstream.schemas;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a user may be allowed to do on Kafka.
 *
 * @param type of the resource: a topic, a group or a transactional id
 * @param name of the resource
 */
public record Right(ResourceType type, String name, AclOperation operation) {
    /** Returns it as {@code WRITE on topic glyphstream.dead-letters}. */
    @Override
    public String toString() {
        return operation + " on " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name;
    }
}
