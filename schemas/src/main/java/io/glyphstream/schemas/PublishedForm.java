package io.glyphstream.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** A schema as the world sees it: complete in itself, and without the hints that only Java's code generator reads. */
final class PublishedForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PublishedForm() {}

    /** Returns the schema without Java's string hints, and otherwise as it was. */
    static Schema of(Schema schema) {
        try {
            var tree = JSON.readTree(schema.toString());
            removeHints(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro printed a schema that is not JSON: " + schema, e);
        }
    }

    private static void removeHints(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
        }
        node.forEach(PublishedForm::removeHints);
    }
}
