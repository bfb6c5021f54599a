package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a schema registry has answered, in a file that outlives the process: one line of JSON for each answer, the newest
 * last.
 *
 * <p>Only schemas of this program's own records are kept, so that hostile records cannot fill the disk. A line that cannot
 * be read, such as one that a crash cut off, is passed over. Safe for use by many threads, not by many processes.
 */
final class KeptSchemaIds {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSchemaIds.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS_OF_NAME = 16;

    private final Path file;

    @GuardedBy("this")
    private final Map<Integer, Schema> schemas = new HashMap<>();

    @GuardedBy("this")
    private final Map<Registration, Integer> ids = new HashMap<>();

    /** A schema, and the subject that it is registered under. */
    record Registration(String subject, Schema schema) {}

    /**
     * Reads what earlier processes have kept of a registry.
     *
     * @param folder is created if it does not exist
     * @throws UncheckedIOException when the file cannot be read, or the folder cannot be created
     */
    KeptSchemaIds(Path folder, URI registry) {
        var name = Digests.hex(Digests.sha256(registry.toString().getBytes(UTF_8)));
        file = folder.resolve("schema-ids-" + name.substring(0, DIGITS_OF_NAME) + ".jsonl");
        try {
            Files.createDirectories(folder);
            if (Files.exists(file)) {
                for (var line :
                        new String(Files.readAllBytes(file), UTF_8).lines().toList()) {
                    read(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the kept schema ids in " + file, e);
        }
    }

    synchronized Optional<Schema> schemaOf(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    synchronized Optional<Integer> idOf(Registration registration) {
        return Optional.ofNullable(ids.get(registration));
    }

    /** Keeps what the registry said of an id. */
    synchronized void keep(int id, Schema schema) {
        if (isOurs(schema) && !schema.equals(schemas.put(id, schema))) {
            append(JSON.createObjectNode().put("id", id).put("schema", schema.toString()));
        }
    }

    /** Keeps the id that the registry gave to a schema. */
    synchronized void keep(int id, Registration registration) {
        schemas.put(id, registration.schema());
        if (!Integer.valueOf(id).equals(ids.put(registration, id))) {
            append(JSON.createObjectNode()
                    .put("id", id)
                    .put("subject", registration.subject())
                    .put("schema", registration.schema().toString()));
        }
    }

    private static boolean isOurs(Schema schema) {
        return schema.getType() == Schema.Type.RECORD
                && KeptSchemaIds.class.getPackageName().equals(schema.getNamespace());
    }

    @GuardedBy("this")
    private void read(String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            var node = JSON.readTree(line);
            var schema = new Schema.Parser().parse(node.path("schema").asText());
            int id = node.path("id").intValue();
            schemas.put(id, schema);
            if (node.has("subject")) {
                ids.put(new Registration(node.path("subject").asText(), schema), id);
            }
        } catch (JsonProcessingException | AvroRuntimeException unreadable) {
            LOG.warn("passed over a line of {} that cannot be read: {}", file, unreadable.getMessage());
        }
    }

    /** Begins with an end of line, since a crash may have cut off the line before. */
    @GuardedBy("this")
    private void append(JsonNode node) {
        try {
            Files.writeString(file, "\n" + node + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("cannot keep a schema id in {}; a restart will need the registry: {}", file, e.toString());
        }
    }
}
