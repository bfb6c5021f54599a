package io.glyphstream.schemas;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Which four-byte id stands for which schema in a record's frame.
 *
 * <p>Either the fixed table that is compiled in, or any registry that speaks Confluent's API. All implementations are
 * safe for use by many threads.
 */
public interface SchemaIds {
    /** The setting whose value is the address of a Confluent-compatible schema registry. */
    String REGISTRY_URL = "schema.registry.url";

    /**
     * Returns the id under which a schema is written.
     *
     * @param subject the name that a registry keeps the schema's versions under
     * @throws SchemaRegistryException when the registry does not answer, or refuses the schema
     */
    int idOf(String subject, Schema schema);

    /**
     * Returns the schema that an id stands for.
     *
     * @throws UndecodableRecordException when nobody knows the id
     * @throws SchemaRegistryException when the registry does not answer
     */
    Schema schemaOf(int id);

    /** Returns why the registry's latest answer did not come, such as {@code no answer from http://localhost:8081}. */
    default Optional<String> outage() {
        return Optional.empty();
    }

    /** Returns the table of released schemas, whose ids count from 1. It needs no registry and is the same everywhere. */
    static SchemaIds fixed() {
        return FixedSchemaIds.RELEASED;
    }

    /**
     * Returns ids from a registry, where schemas are registered on first use.
     *
     * @param url the registry's address, for example {@code http://localhost:8081}; a user and password in it are sent
     *     as basic authentication
     */
    static SchemaIds registry(URI url) {
        return new RegistrySchemaIds(url, Optional.empty());
    }

    /** Returns ids from the registry that {@value #REGISTRY_URL} names, or the {@link #fixed() fixed} ones without it. */
    static SchemaIds of(Map<String, String> settings) {
        return of(settings, Optional.empty());
    }

    /**
     * Returns ids as {@link #of(Map)} does.
     *
     * @param folder where the registry's answers are kept, so that a program that starts while the registry is away has
     *     those of its last run
     * @throws java.io.UncheckedIOException when the folder cannot be created or read
     */
    static SchemaIds of(Map<String, String> settings, Optional<Path> folder) {
        var url = settings.get(REGISTRY_URL);
        if (url == null) {
            return fixed();
        }
        try {
            return new RegistrySchemaIds(URI.create(url.strip()), folder);
        } catch (IllegalArgumentException unusable) {
            // Without its cause, whose message repeats the address as it is, with the password.
            throw new IllegalArgumentException(
                    REGISTRY_URL + " must be an address such as http://localhost:8081 but was "
                            + url.replaceFirst("//.*@", "//...@"));
        }
    }
}
