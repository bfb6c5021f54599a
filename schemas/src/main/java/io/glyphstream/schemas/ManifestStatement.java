package io.glyphstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a signature of a manifest covers: everything in the manifest but the signature itself, and with the digests of
 * the snapshot and of its chunks every byte of the model.
 *
 * <p>The bytes are the ASCII text {@code glyphstream manifest 7} and a line feed, then the manifest as an Avro datum under
 * the schema that was released as number 7, with a null signature, its settings in the order of their names (as Java
 * compares strings), and every array and map in one block.
 */
public final class ManifestStatement {
    private static final byte[] HEADING = "glyphstream manifest 7\n".getBytes(StandardCharsets.US_ASCII);
    private static final KnownClasses CLASSES = new KnownClasses(ModelManifest.class);

    private ManifestStatement() {}

    /** Returns the bytes to sign, or to verify a signature against; a signature that the manifest has is left out. */
    public static byte[] of(ModelManifest manifest) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEADING);
        var writer = new SpecificDatumWriter<ModelManifest>(ModelManifest.getClassSchema(), CLASSES);
        try {
            // This encoder, unlike the blocking one, writes each array and map as one block.
            writer.write(withSignature(manifest, null), EncoderFactory.get().directBinaryEncoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Returns the manifest with this signature in place of any that it had. */
    public static ModelManifest signed(ModelManifest manifest, ByteBuffer signature) {
        return withSignature(manifest, signature);
    }

    private static ModelManifest withSignature(ModelManifest manifest, @Nullable ByteBuffer signature) {
        return new ModelManifest(
                manifest.getReference(),
                manifest.getKind(),
                manifest.getFormat(),
                manifest.getSize(),
                manifest.getChunkHashes(),
                manifest.getRows(),
                manifest.getColumns(),
                manifest.getClasses(),
                inOrder(manifest.getTraining()),
                manifest.getProbes(),
                manifest.getPublishedBy(),
                manifest.getPublishedAt(),
                signature);
    }

    /** A map has no order of its own, and one that was read has another than one that was made. */
    private static TrainingFacts inOrder(TrainingFacts training) {
        return new TrainingFacts(
                training.getDataset(),
                training.getDatasetSha256(),
                training.getSeed(),
                new TreeMap<>(training.getSettings()),
                training.getTrainedOn(),
                training.getHeldOut(),
                training.getCorrect(),
                training.getConfusion(),
                training.getDurationMillis());
    }
}
