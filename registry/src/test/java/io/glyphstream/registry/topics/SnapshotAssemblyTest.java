package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.CHUNK;
import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.cut;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies on the topic, either the very bytes of the manifest come out or a reason. */
final class SnapshotAssemblyTest {
    private static final byte[] SNAPSHOT = bytes(5 * CHUNK + 17, 42);
    private static final ModelManifest MANIFEST = manifest("mlp", 1, SNAPSHOT);
    private static final Sha256 DIGEST = MANIFEST.getReference().getSha256();

    private final WrittenTopics topics = new WrittenTopics();

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK - 1, CHUNK, CHUNK + 1, 7 * CHUNK, 1009})
    void whatWasPublishedIsAssembled(int size) throws InvalidModelException {
        var snapshot = bytes(size, size);
        topics.publish("mlp", 1, snapshot);

        assertThat(assemble(manifest("mlp", 1, snapshot))).isEqualTo(snapshot);
    }

    @Test
    void theOrderOfChunksOnTheTopicDoesNotMatter() throws InvalidModelException {
        var pieces = cut(SNAPSHOT);
        for (int index = pieces.size() - 1; index >= 0; index--) {
            topics.chunk(DIGEST, index, pieces.get(index));
        }

        assertThat(assemble(MANIFEST)).isEqualTo(SNAPSHOT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void aMissingChunkIsNamed(int missing) {
        var pieces = cut(SNAPSHOT);
        for (int index = 0; index < pieces.size(); index++) {
            if (index != missing) {
                topics.chunk(DIGEST, index, pieces.get(index));
            }
        }

        assertRejected(MANIFEST, "chunk " + (missing + 1) + " of 6 is missing");
    }

    @Test
    void everyFlippedBitOfAChunkIsFound() {
        var pieces = cut(SNAPSHOT);
        for (int bit = 0; bit < 8 * CHUNK; bit += 37) {
            topics.models.clear();
            topics.chunks(DIGEST, pieces);
            var flipped = pieces.get(2).clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            topics.chunk(DIGEST, 2, flipped);

            assertRejected(MANIFEST, "SHA-256 of chunk 3 of 6");
        }
    }

    @Test
    void aTruncatedChunkIsFound() {
        var pieces = cut(SNAPSHOT);
        topics.chunks(DIGEST, pieces);
        topics.chunk(DIGEST, 1, Arrays.copyOf(pieces.get(1), CHUNK - 1));

        assertRejected(MANIFEST, "SHA-256 of chunk 2 of 6");
    }

    @Test
    void chunksThatMatchTheManifestButNotItsDigestAreFound() {
        var other = bytes(SNAPSHOT.length, 43);
        topics.chunks(DIGEST, cut(other));

        assertRejected(
                manifest(
                        MANIFEST.getReference(),
                        other.length,
                        cut(other).stream().map(Digests::sha256).toList()),
                "SHA-256 of its snapshot is " + Digests.hex(Digests.sha256(other)));
    }

    @Test
    void aChunkThatChangedAfterItWasIndexedIsFound() {
        topics.chunks(DIGEST, cut(SNAPSHOT));
        var assembly = new SnapshotAssembly(MANIFEST, topics.index().chunks(DIGEST));

        assertThatThrownBy(() -> assembly.assemble(offset -> Optional.empty(), (reference, read, total) -> {}))
                .hasMessage("chunk 1 of 6 is gone");
    }

    @ParameterizedTest
    @CsvSource({
        "2147483648, 6, claims 2147483648 bytes",
        "9223372036854775807, 6, claims 9223372036854775807 bytes",
        "-1, 6, claims -1 bytes",
        "0, 6, claims 0 bytes",
        "536870912, 6, claims 536870912 bytes in 6 chunks",
        "5, 6, claims 5 bytes in 6 chunks",
        "518, 6, chunks add up to 517 bytes but its manifest claims 518",
        "517, 0, claims 0 chunks",
        "517, 5000, claims 5000 chunks",
        "517, 7, chunk 7 of 7 is missing",
    })
    void whatAManifestClaimsIsNotBelieved(long size, int chunks, String reason) {
        topics.chunks(DIGEST, cut(SNAPSHOT));
        var hashes = MANIFEST.getChunkHashes();
        var claimed = chunks <= 6
                ? hashes.subList(0, chunks)
                : Stream.concat(hashes.stream(), Collections.nCopies(chunks - 6, DIGEST).stream())
                        .toList();

        assertRejected(manifest(new ModelReference("mlp", 1, DIGEST), size, claimed), reason);
    }

    @Test
    void progressIsToldAfterEachChunk() throws InvalidModelException {
        topics.chunks(DIGEST, cut(SNAPSHOT));
        var told = new ArrayList<String>();

        new SnapshotAssembly(MANIFEST, topics.index().chunks(DIGEST))
                .assemble(topics.source(), (reference, read, total) -> told.add(read + " of " + total));

        assertThat(told).containsExactly("1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6");
    }

    private byte[] assemble(ModelManifest manifest) throws InvalidModelException {
        return new SnapshotAssembly(
                        manifest, topics.index().chunks(manifest.getReference().getSha256()))
                .assemble(topics.source(), (reference, read, total) -> {});
    }

    private void assertRejected(ModelManifest manifest, String reason) {
        assertThatThrownBy(() -> assemble(manifest))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(reason);
    }
}
