package io.glyphstream.registry.publishing;

import io.glyphstream.registry.topics.Limits;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A snapshot cut into chunks, each known by its digest. The chunks are windows onto the snapshot, not copies. */
final class SnapshotChunks {
    private final byte[] snapshot;
    private final Sha256 sha256;
    private final List<Sha256> hashes = new ArrayList<>();

    /** The snapshot must not be changed afterwards. */
    SnapshotChunks(byte[] snapshot) {
        if (snapshot.length < 1 || snapshot.length > Limits.SNAPSHOT_BYTES) {
            throw new IllegalArgumentException(
                    "a snapshot must have 1 to " + Limits.SNAPSHOT_BYTES + " bytes but had " + snapshot.length);
        }
        this.snapshot = snapshot;
        sha256 = Digests.sha256(snapshot);
        int count = (snapshot.length - 1) / Limits.CHUNK_BYTES + 1;
        for (int index = 0; index < count; index++) {
            hashes.add(Digests.sha256(data(index)));
        }
    }

    Sha256 sha256() {
        return sha256;
    }

    /** Returns the digest of each chunk's data, in order. */
    List<Sha256> hashes() {
        return hashes;
    }

    int size() {
        return snapshot.length;
    }

    int count() {
        return hashes.size();
    }

    ModelChunk chunk(int index) {
        return new ModelChunk(sha256, index, data(index));
    }

    ByteBuffer data(int index) {
        int from = index * Limits.CHUNK_BYTES;
        int to = Math.min(snapshot.length, from + Limits.CHUNK_BYTES);
        return ByteBuffer.wrap(snapshot, from, to - from).slice();
    }
}
