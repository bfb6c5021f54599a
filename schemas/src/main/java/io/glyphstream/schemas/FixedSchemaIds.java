package io.glyphstream.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The ids of all schemas that were ever released: a schema's place in the list, counted from 1.
 *
 * <p>The files are kept so that records of every age stay readable. To change a schema, change its source, then
 * <em>append</em> the new form here as a file of its own, named by its id. Never edit, move or remove an entry: records
 * that name its id are already on disks.
 */
final class FixedSchemaIds implements SchemaIds {
    /** File names, in order of their ids. Append only. */
    static final List<String> FILES = List.of(
            "1-Image.avsc",
            "2-Label.avsc",
            "3-Prediction.avsc",
            "4-AccuracyReport.avsc",
            "5-AccuracyPartial.avsc",
            "6-ModelChunk.avsc",
            "7-ModelManifest.avsc",
            "8-Deployment.avsc",
            "9-ProcessorReport.avsc",
            "10-ProcessorReport.avsc",
            "11-ModelManifest.avsc",
            "12-TrainerReport.avsc",
            "13-TrainingOutcome.avsc",
            "14-TrainingRequest.avsc",
            "15-PinnedRecord.avsc",
            "16-PinnedRange.avsc",
            "17-Image.avsc",
            "18-ModelManifest.avsc",
            "19-TrainerReport.avsc",
            "20-ModelManifest.avsc");

    /** So many ids behind the newest are taken for those of later releases; greater ones are a registry's, or junk. */
    private static final int LATER_IDS = 1_000;

    static final FixedSchemaIds RELEASED =
            new FixedSchemaIds(FILES.stream().map(FixedSchemaIds::load).toList());

    private final List<Schema> schemas;
    private final Map<Schema, Integer> ids = new HashMap<>();

    /** Numbers the schemas from 1. */
    FixedSchemaIds(List<Schema> schemas) {
        this.schemas = List.copyOf(schemas);
        for (var i = 0; i < schemas.size(); i++) {
            ids.put(schemas.get(i), i + 1);
        }
    }

    @Override
    public int idOf(String subject, Schema schema) {
        var id = ids.get(PublishedForm.of(schema));
        if (id == null) {
            throw new IllegalStateException("the schema of " + schema.getFullName()
                    + " was never released in its present form: append it to FixedSchemaIds.FILES");
        }
        return id;
    }

    @Override
    public Schema schemaOf(int id) {
        if (id > schemas.size() && id - schemas.size() <= LATER_IDS) {
            throw LaterReleaseException.of(
                    "record", "schema id " + id + " but this release reads 1 to " + schemas.size());
        }
        if (id < 1 || id > schemas.size()) {
            throw new UndecodableRecordException("schema id must be within [1, " + schemas.size() + "] but was "
                    + Integer.toUnsignedString(id) + "; was the record written with ids from a schema registry?");
        }
        return schemas.get(id - 1);
    }

    /** Returns all released schemas in order of their ids. */
    List<Schema> schemas() {
        return new ArrayList<>(schemas);
    }

    private static Schema load(String file) {
        try (InputStream in = FixedSchemaIds.class.getResourceAsStream("released/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the released schema " + file + " is missing from the class path");
            }
            return new Schema.Parser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the released schema " + file, e);
        }
    }
}
