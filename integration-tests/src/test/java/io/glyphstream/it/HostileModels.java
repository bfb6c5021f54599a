package io.glyphstream.it;

import io.glyphstream.registry.SigningKey;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.trainer.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Somebody who may write to the models and deployments topics, and means no good: writes records by hand, each signed. */
final class HostileModels implements AutoCloseable {
    private final Pipeline pipeline;
    private final SigningKey key;
    private final KafkaProducer<String, byte[]> producer;
    private long sequence;

    /** Goes on after so many deployments; signs with this key. */
    HostileModels(Pipeline pipeline, SigningKey key, long sequence) {
        this.pipeline = pipeline;
        this.key = key;
        this.sequence = sequence;
        producer = new KafkaProducer<>(
                pipeline.cluster.clientSettings(Map.of(), Map.of()), new StringSerializer(), new ByteArraySerializer());
    }

    /** Returns the manifest of a model in one chunk, not signed. */
    static ModelManifest manifest(int version, TrainedModel model, byte[] snapshot) {
        return manifest(
                version,
                model,
                snapshot,
                snapshot.length,
                model.draft("mlp", "x").rows());
    }

    static ModelManifest manifest(int version, TrainedModel model, byte[] snapshot, long size, int rows) {
        var draft = model.draft("mlp", "somebody");
        return new ModelManifest(
                new ModelReference("mlp", version, Digests.sha256(snapshot)),
                draft.kind(),
                draft.format(),
                size,
                List.of(Digests.sha256(snapshot)),
                rows,
                draft.columns(),
                draft.classes(),
                draft.training(),
                draft.probes(),
                draft.publishedBy(),
                Instant.EPOCH,
                null,
                1,
                List.of(),
                null,
                null);
    }

    /** Returns the manifest as a later release may write it, which knows more kinds of models. */
    static ModelManifest ofKind(String kind, ModelManifest manifest) {
        return new ModelManifest(
                manifest.getReference(),
                kind,
                manifest.getFormat(),
                manifest.getSize(),
                manifest.getChunkHashes(),
                manifest.getRows(),
                manifest.getColumns(),
                manifest.getClasses(),
                manifest.getTraining(),
                manifest.getProbes(),
                manifest.getPublishedBy(),
                manifest.getPublishedAt(),
                null,
                manifest.getChannels(),
                manifest.getClassNames(),
                manifest.getPreprocessing(),
                manifest.getLearningCurve());
    }

    /** Writes the one chunk of a snapshot, whatever is in it. */
    void chunk(Sha256 snapshot, byte[] data) throws Exception {
        write(
                pipeline.topics.models().name(),
                RecordKeys.chunk(snapshot, 0),
                pipeline.topics.models().encode(new ModelChunk(snapshot, 0, ByteBuffer.wrap(data))));
    }

    /** Signs the manifest, writes it, and puts it in service. */
    ModelReference promote(ModelManifest manifest) throws Exception {
        return promoteAsItIs(key.sign(manifest));
    }

    ModelReference promoteAsItIs(ModelManifest manifest) throws Exception {
        manifest(manifest);
        promote(manifest.getReference());
        return manifest.getReference();
    }

    void manifest(ModelManifest manifest) throws Exception {
        manifest(manifest.getReference(), pipeline.topics.models().encode(manifest));
    }

    void manifest(ModelReference reference, byte[] encoded) throws Exception {
        write(
                pipeline.topics.models().name(),
                RecordKeys.manifest(reference.getModel(), reference.getVersion()),
                encoded);
    }

    /** Writes the next deployment without asking anybody. */
    void promote(ModelReference reference) throws Exception {
        sequence++;
        deploy(new Deployment(
                sequence, DeploymentAction.PROMOTE, reference, reference, List.of(), "somebody", "", Instant.EPOCH));
    }

    void deploy(Deployment deployment) throws Exception {
        write(
                pipeline.topics.deployments().name(),
                RecordKeys.deployment(deployment.getSequence()),
                pipeline.topics.deployments().encode(deployment));
    }

    private void write(String topic, String name, byte @Nullable [] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, 0, name, value)).get();
    }

    /** Returns a nearest-neighbor snapshot of so many blank references: small, until it is inflated. */
    static byte[] deflateBomb(int references) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(0x474c594d);
        out.writeShort(1);
        out.writeByte(2);
        out.writeShort(28);
        out.writeShort(28);
        out.writeShort(10);
        out.writeInt(3);
        out.writeShort(0);
        out.writeInt(references);
        out.write(new byte[references]);
        byte[] deflated = deflatedZeros(784L * references);
        out.writeInt(deflated.length);
        out.write(deflated);
        return bytes.toByteArray();
    }

    private static byte[] deflatedZeros(long count) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        var deflated = new ByteArrayOutputStream();
        var zeros = new byte[1 << 16];
        var piece = new byte[1 << 16];
        for (long left = count; left > 0; left -= zeros.length) {
            deflater.setInput(zeros, 0, (int) Math.min(left, zeros.length));
            for (int some = deflater.deflate(piece); some > 0; some = deflater.deflate(piece)) {
                deflated.write(piece, 0, some);
            }
        }
        deflater.finish();
        for (int some = deflater.deflate(piece); some > 0; some = deflater.deflate(piece)) {
            deflated.write(piece, 0, some);
        }
        deflater.end();
        return deflated.toByteArray();
    }

    /** Returns the record of a manifest that claims a thousand million chunks, and ends there. */
    static byte[] manifestOfABillionChunks(ModelReference reference) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, 7});
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeString(reference.getModel());
        encoder.writeInt(reference.getVersion());
        encoder.writeFixed(reference.getSha256().bytes());
        encoder.writeString("perceptron");
        encoder.writeInt(1);
        encoder.writeLong(1L << 40);
        encoder.writeArrayStart();
        encoder.setItemCount(1_000_000_000);
        encoder.writeFixed(reference.getSha256().bytes());
        return bytes.toByteArray();
    }

    static byte[] withFlippedBit(byte[] bytes) {
        var flipped = bytes.clone();
        flipped[flipped.length / 2] ^= 4;
        return flipped;
    }

    static byte[] withoutItsLastByte(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    /** Returns bytes that are another version's for sure. */
    static byte[] ofVersion(byte[] snapshot, int version) {
        return (new String(snapshot, StandardCharsets.ISO_8859_1) + version).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        producer.close();
    }
}
