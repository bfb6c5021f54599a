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
 * <p>The bytes are the ASCII text {@code glyphstream manifest 20} and a line feed, then the manifest as an Avro datum under
 * the schema that was released as number 20, with a null signature, its settings in the order of their names (as Java
 * compares strings), and every array and map in one block.
 *
 * <p>Signatures of earlier releases stay valid: the number is 18 in both places for a manifest without a learning curve, 11 if
 * besides it is of gray images without names of classes and without preprocessing, and 7 if it has neither a recipe nor data from
 * the log either.
 */
public final class ManifestStatement {
    private static final int WITHOUT_RECIPE = 7;
    private static final int WITH_RECIPE = 11;
    private static final int WITH_CHANNELS = 18;
    private static final int WITH_CURVE = 20;
    private static final KnownClasses CLASSES = new KnownClasses(ModelManifest.class);

    private ManifestStatement() {}

    /** Returns the bytes to sign, or to verify a signature against; a signature that the manifest has is left out. */
    public static byte[] of(ModelManifest manifest) {
        int release = release(manifest);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("glyphstream manifest " + release + "\n").getBytes(StandardCharsets.US_ASCII));
        // The fields of an earlier release are the first ones of the later, so its schema writes these and no other.
        var writer = new SpecificDatumWriter<ModelManifest>(FixedSchemaIds.RELEASED.schemaOf(release), CLASSES);
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

    /** Returns the earliest release whose schema has all that the manifest says. */
    private static int release(ModelManifest manifest) {
        if (manifest.getLearningCurve() != null) {
            return WITH_CURVE;
        }
        if (manifest.getChannels() != Images.GRAY
                || !manifest.getClassNames().isEmpty()
                || manifest.getPreprocessing() != null) {
            return WITH_CHANNELS;
        }
        var training = manifest.getTraining();
        return training.getRecipe() == null && training.getLog() == null ? WITHOUT_RECIPE : WITH_RECIPE;
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
                signature,
                manifest.getChannels(),
                manifest.getClassNames(),
                manifest.getPreprocessing(),
                manifest.getLearningCurve());
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
                training.getDurationMillis(),
                inOrder(training.getRecipe()),
                training.getLog());
    }

    private static @Nullable TrainingRecipe inOrder(@Nullable TrainingRecipe recipe) {
        return recipe == null
                ? null
                : new TrainingRecipe(
                        recipe.getKind(),
                        recipe.getPreset(),
                        recipe.getSeed(),
                        new TreeMap<>(recipe.getSettings()),
                        recipe.getStart(),
                        recipe.getCodeVersion());
    }
}
