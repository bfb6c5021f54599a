package io.glyphstream.registry.topics;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Sha256;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a snapshot together from its chunks and proves that it is the one the manifest names.
 *
 * <p>Memory is taken only after the chunks that are there have been found to add up to what the manifest claims.
 */
public final class SnapshotAssembly {
    private final ModelManifest manifest;
    private final Map<Integer, StoredChunk> chunks;

    /** The manifest, and the chunks that are visible of its snapshot. */
    public SnapshotAssembly(ModelManifest manifest, Map<Integer, StoredChunk> chunks) {
        this.manifest = manifest;
        this.chunks = chunks;
    }

    /** Returns why the snapshot cannot be whole, judged without reading it again, or nothing. */
    public Optional<String> defect() {
        return ManifestRules.defect(manifest).or(this::chunkDefect);
    }

    private Optional<String> chunkDefect() {
        var hashes = manifest.getChunkHashes();
        long sum = 0;
        for (int index = 0; index < hashes.size(); index++) {
            var chunk = chunks.get(index);
            if (chunk == null) {
                return Optional.of(name(index) + " is missing");
            }
            if (!chunk.sha256().equals(hashes.get(index))) {
                return Optional.of(differing(index, hashes.get(index), chunk.sha256()));
            }
            sum += chunk.size();
        }
        if (sum != manifest.getSize()) {
            return Optional.of("its chunks add up to " + sum + " bytes but its manifest claims " + manifest.getSize());
        }
        return Optional.empty();
    }

    /**
     * Returns the snapshot's bytes.
     *
     * @throws InvalidModelException when they are not exactly those that the manifest names
     */
    public byte[] assemble(ChunkSource source, LoadProgress progress) throws InvalidModelException {
        var defect = defect();
        if (defect.isPresent()) {
            throw new InvalidModelException(defect.get());
        }
        var hashes = manifest.getChunkHashes();
        var snapshot = ByteBuffer.allocate(Math.toIntExact(manifest.getSize()));
        for (int index = 0; index < hashes.size(); index++) {
            snapshot.put(read(index, source));
            progress.read(manifest.getReference(), index + 1, hashes.size());
        }
        var whole = Digests.sha256(snapshot.array());
        if (!whole.equals(manifest.getReference().getSha256())) {
            throw new InvalidModelException("the SHA-256 of its snapshot is " + Digests.hex(whole)
                    + " but it should be " + Digests.hex(manifest.getReference().getSha256()));
        }
        return snapshot.array();
    }

    private ByteBuffer read(int index, ChunkSource source) throws InvalidModelException {
        var expected = chunks.get(index);
        if (expected == null) {
            throw new InvalidModelException(name(index) + " is missing");
        }
        ModelChunk chunk =
                source.at(expected.offset()).orElseThrow(() -> new InvalidModelException(name(index) + " is gone"));
        var data = chunk.getData().duplicate();
        var actual = Digests.sha256(data.duplicate());
        if (data.remaining() != expected.size() || !actual.equals(expected.sha256())) {
            throw new InvalidModelException(differing(index, expected.sha256(), actual));
        }
        return data;
    }

    private String differing(int index, Sha256 expected, Sha256 actual) {
        return "the SHA-256 of " + name(index) + " is " + Digests.hex(actual) + " but it should be "
                + Digests.hex(expected);
    }

    private String name(int index) {
        return "chunk " + (index + 1) + " of " + manifest.getChunkHashes().size();
    }
}
