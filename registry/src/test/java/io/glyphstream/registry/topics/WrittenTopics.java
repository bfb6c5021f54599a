package io.glyphstream.registry.topics;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Probe;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The models and deployments topics as lists of encoded records, written the way publishers and operators do, or badly. */
public final class WrittenTopics {
    public static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    /** Far smaller than real chunks, so that tests have many. */
    static final int CHUNK = 100;

    public final List<ConsumerRecord<byte[], byte[]>> models = new ArrayList<>();
    public final List<ConsumerRecord<byte[], byte[]>> deployments = new ArrayList<>();

    /** Returns a record whose schema id a later release uses; only that release knows what follows it. */
    public static byte[] laterRecord() {
        return ByteBuffer.allocate(50).put((byte) 0).putInt(500).array();
    }

    public static byte[] bytes(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Returns the manifest of a snapshot that is cut into small chunks. */
    public static ModelManifest manifest(String model, int version, byte[] snapshot) {
        var hashes = cut(snapshot).stream().map(Digests::sha256).toList();
        return manifest(new ModelReference(model, version, Digests.sha256(snapshot)), snapshot.length, hashes);
    }

    public static ModelManifest manifest(ModelReference reference, long size, List<Sha256> hashes) {
        return new ModelManifest(
                reference,
                "perceptron",
                1,
                size,
                hashes,
                2,
                3,
                2,
                new TrainingFacts(
                        "digits", Digests.sha256(new byte[0]), 1L, Map.of(), 10L, 5L, 4L, List.of(), 12L, null, null),
                List.of(new Probe(ByteBuffer.wrap(new byte[6]), 1, List.of(0.25f, 0.75f))),
                "test",
                Instant.ofEpochMilli(1),
                null,
                1,
                List.of(),
                null,
                null);
    }

    public static List<byte[]> cut(byte[] snapshot) {
        var pieces = new ArrayList<byte[]>();
        for (int from = 0; from < snapshot.length; from += CHUNK) {
            pieces.add(Arrays.copyOfRange(snapshot, from, Math.min(snapshot.length, from + CHUNK)));
        }
        return pieces;
    }

    /** Writes all chunks and the manifest; returns the reference. */
    public ModelReference publish(String model, int version, byte[] snapshot) {
        var manifest = manifest(model, version, snapshot);
        chunks(manifest.getReference().getSha256(), cut(snapshot));
        write(manifest);
        return manifest.getReference();
    }

    public void chunks(Sha256 snapshot, List<byte[]> pieces) {
        for (int index = 0; index < pieces.size(); index++) {
            chunk(snapshot, index, pieces.get(index));
        }
    }

    public void chunk(Sha256 snapshot, int index, byte[] data) {
        model(RecordKeys.chunk(snapshot, index), new ModelChunk(snapshot, index, ByteBuffer.wrap(data)));
    }

    public void write(ModelManifest manifest) {
        var reference = manifest.getReference();
        model(RecordKeys.manifest(reference.getModel(), reference.getVersion()), manifest);
    }

    public void model(String key, SpecificRecord value) {
        raw(key, TOPICS.models().encode(value));
    }

    public void raw(@Nullable String key, byte @Nullable [] value) {
        models.add(stored(TOPICS.models().name(), models.size(), key, value));
    }

    public void deploy(
            DeploymentAction action, ModelReference subject, ModelReference champion, ModelReference... challengers) {
        write(deployment(deployments.size() + 1, action, subject, champion, challengers));
    }

    public void promote(ModelReference champion, ModelReference... challengers) {
        deploy(DeploymentAction.PROMOTE, champion, champion, challengers);
    }

    public void write(Deployment event) {
        rawDeployment(
                RecordKeys.deployment(event.getSequence()), TOPICS.deployments().encode(event));
    }

    public void rawDeployment(@Nullable String key, byte @Nullable [] value) {
        deployments.add(stored(TOPICS.deployments().name(), deployments.size(), key, value));
    }

    public static Deployment deployment(
            long sequence,
            DeploymentAction action,
            ModelReference subject,
            @Nullable ModelReference champion,
            ModelReference... challengers) {
        return new Deployment(
                sequence, action, subject, champion, List.of(challengers), "operator", "test", Instant.ofEpochMilli(2));
    }

    /** Returns what lies at an offset of the models topic, as a consumer that was sent there would. */
    public ChunkSource source() {
        return offset -> {
            var value = models.get((int) offset).value();
            return value != null && TOPICS.models().decode(value) instanceof ModelChunk chunk
                    ? Optional.of(chunk)
                    : Optional.empty();
        };
    }

    public ModelIndex index() {
        var index = new ModelIndex(TOPICS.models());
        models.forEach(index::apply);
        return index;
    }

    private static ConsumerRecord<byte[], byte[]> stored(
            String topic, long offset, @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(topic, 0, offset, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }
}
