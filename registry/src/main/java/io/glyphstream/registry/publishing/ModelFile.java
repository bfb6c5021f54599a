package io.glyphstream.registry.publishing;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.topics.Limits;
import io.glyphstream.registry.topics.ManifestRules;
import io.glyphstream.registry.topics.ModelRecord;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A published version as one file: its manifest, signature included, and its snapshot.
 *
 * <pre>
 *   8 bytes   GLYPHMDL
 *   4 bytes   length of the manifest, big-endian
 *   manifest  as on the models topic, with the fixed schema ids
 *   snapshot  all the rest
 * </pre>
 *
 * <p>Immutable as long as nobody changes the bytes that {@link #snapshot} returns.
 */
public final class ModelFile {
    /** The version of a model that was not published; who publishes the file gives it another. */
    public static final int UNPUBLISHED = 0;

    private static final byte[] MAGIC = "GLYPHMDL".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + Integer.BYTES;
    private static final int MANIFEST_BYTES = 1 << 20;
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    private final ModelManifest manifest;
    private final byte[] snapshot;

    private ModelFile(ModelManifest manifest, byte[] snapshot) {
        this.manifest = manifest;
        this.snapshot = snapshot;
    }

    /**
     * Returns a version and the bytes that belong to it.
     *
     * @throws InvalidModelException when they are not exactly those that the manifest names
     */
    public static ModelFile of(ModelManifest manifest, byte[] snapshot) throws InvalidModelException {
        var defect = ManifestRules.defect(manifest);
        if (defect.isPresent()) {
            throw new InvalidModelException(defect.get());
        }
        if (snapshot.length != manifest.getSize()) {
            throw new InvalidModelException(
                    "its snapshot has " + snapshot.length + " bytes but its manifest claims " + manifest.getSize());
        }
        var digest = Digests.sha256(snapshot);
        if (!digest.equals(manifest.getReference().getSha256())) {
            throw new InvalidModelException("the SHA-256 of its snapshot is " + Digests.hex(digest)
                    + " but it should be " + Digests.hex(manifest.getReference().getSha256()));
        }
        return new ModelFile(manifest, snapshot);
    }

    /** Returns a model that was not published, as its version {@value #UNPUBLISHED}. */
    public static ModelFile unpublished(ModelDraft draft, byte[] snapshot, Instant now) {
        return new ModelFile(ModelPublisher.manifest(draft, UNPUBLISHED, new SnapshotChunks(snapshot), now), snapshot);
    }

    /** Returns whether these bytes claim to be such a file. */
    public static boolean isOne(byte[] file) {
        return file.length >= MAGIC.length && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads a file whole.
     *
     * @throws InvalidModelException when it is not such a file, or damaged
     */
    public static ModelFile read(Path file) throws IOException, InvalidModelException {
        long size = Files.size(file);
        if (size > HEAD + MANIFEST_BYTES + Limits.SNAPSHOT_BYTES) {
            throw new InvalidModelException(file + " has " + size + " bytes, more than any exported model");
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (InvalidModelException damaged) {
            throw new InvalidModelException(file + ": " + damaged.getMessage());
        }
    }

    /**
     * Returns the model that a file's bytes hold.
     *
     * @throws InvalidModelException when they are not such a file, or damaged
     */
    public static ModelFile parse(byte[] file) throws InvalidModelException {
        if (!isOne(file) || file.length < HEAD) {
            throw new InvalidModelException("it is no exported model, which begins with GLYPHMDL");
        }
        int length = ByteBuffer.wrap(file).getInt(MAGIC.length);
        if (length < 1 || length > MANIFEST_BYTES || length > file.length - HEAD) {
            throw new InvalidModelException("it claims a manifest of " + Integer.toUnsignedString(length)
                    + " bytes, and there are " + (file.length - HEAD) + ": it is damaged or cut short");
        }
        return of(
                manifest(Arrays.copyOfRange(file, HEAD, HEAD + length)),
                Arrays.copyOfRange(file, HEAD + length, file.length));
    }

    private static ModelManifest manifest(byte[] encoded) throws InvalidModelException {
        try {
            return ModelRecord.decode(TOPICS.models(), encoded)
                    .<Optional<ModelManifest>>match(Optional::of, chunk -> Optional.empty())
                    .orElseThrow(() -> new InvalidModelException("it holds no manifest"));
        } catch (UndecodableRecordException undecodable) {
            throw new InvalidModelException("its manifest cannot be read: " + undecodable.getMessage(), undecodable);
        }
    }

    /** Writes the file's bytes; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        var encoded = TOPICS.models().encode(manifest);
        out.write(MAGIC);
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
        out.write(encoded);
        out.write(snapshot);
    }

    /** Returns the manifest as it was published. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** Returns the snapshot itself, not a copy, as it may be large. */
    public byte[] snapshot() {
        return snapshot;
    }

    /** Returns what to say of the model when it is published under another version. */
    ModelDraft draft() {
        return new ModelDraft(
                manifest.getReference().getModel(),
                manifest.getKind(),
                manifest.getFormat(),
                new ModelInput(
                        ClaimedShape.of(manifest),
                        manifest.getClasses(),
                        ClassNames.of(manifest),
                        Optional.ofNullable(manifest.getPreprocessing())),
                manifest.getTraining(),
                manifest.getProbes(),
                manifest.getPublishedBy(),
                LearningCurves.of(manifest));
    }
}
