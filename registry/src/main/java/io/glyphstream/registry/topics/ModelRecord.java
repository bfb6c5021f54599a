package io.glyphstream.registry.topics;

import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** What a record of the models topic holds. Avro's classes are generated and know no common type of their own. */
public sealed interface ModelRecord {
    /**
     * Returns what bytes from the models topic stand for.
     *
     * @throws UndecodableRecordException when that is neither a manifest nor a chunk
     */
    static ModelRecord decode(Topic<SpecificRecord> topic, byte[] value) {
        var decoded = topic.decode(value);
        if (decoded instanceof ModelManifest manifest) {
            return new Manifest(manifest);
        }
        if (decoded instanceof ModelChunk chunk) {
            return new Chunk(chunk);
        }
        throw new UndecodableRecordException("it is a " + decoded.getSchema().getName());
    }

    /** Returns what one of the two functions makes of it. */
    <T> T match(Function<ModelManifest, T> ofManifest, Function<ModelChunk, T> ofChunk);

    /** A version of a model. */
    record Manifest(ModelManifest manifest) implements ModelRecord {
        @Override
        public <T> T match(Function<ModelManifest, T> ofManifest, Function<ModelChunk, T> ofChunk) {
            return ofManifest.apply(manifest);
        }
    }

    /** A part of a snapshot. */
    record Chunk(ModelChunk chunk) implements ModelRecord {
        @Override
        public <T> T match(Function<ModelManifest, T> ofManifest, Function<ModelChunk, T> ofChunk) {
            return ofChunk.apply(chunk);
        }
    }
}
