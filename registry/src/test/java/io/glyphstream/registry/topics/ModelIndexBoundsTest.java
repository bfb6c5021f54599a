package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.SigningKeys;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a topic an index remembers, and what each record is said to have changed. */
final class ModelIndexBoundsTest {
    private static final long PLENTY = Long.MAX_VALUE;
    private static final byte[] SNAPSHOT = bytes(450, 1);
    private static final Sha256 DIGEST = Digests.sha256(SNAPSHOT);

    private final WrittenTopics topics = new WrittenTopics();

    @Test
    void chunksBeyondTheBoundAreUnreadableUntilOthersAreRemoved() {
        var index = bounded(2, PLENTY, 9);
        chunk(index, 0, bytes(10, 1));
        chunk(index, 1, bytes(10, 2));

        assertThat(reason(chunk(index, 2, bytes(10, 3))))
                .isEqualTo("the topic holds more than 2 chunks: retire old versions");
        assertThat(chunk(index, 1, bytes(10, 4)))
                .as("in the place of another")
                .isEqualTo(new ModelUpdate.ChunksChanged(DIGEST));

        assertThat(remove(index, RecordKeys.chunk(DIGEST, 1))).isEqualTo(new ModelUpdate.ChunksChanged(DIGEST));
        assertThat(remove(index, RecordKeys.chunk(DIGEST, 1))).isEqualTo(new ModelUpdate.Nothing());
        assertThat(chunk(index, 2, bytes(10, 3))).isEqualTo(new ModelUpdate.ChunksChanged(DIGEST));
        assertThat(chunk(index, 3, bytes(10, 5))).isInstanceOf(ModelUpdate.Unreadable.class);
        assertThat(index.chunks(DIGEST)).containsOnlyKeys(0, 2);
    }

    @Test
    void theLargestChunkWithTheHighestIndexIsKept() {
        var index = bounded(9, PLENTY, 9);

        assertThat(chunk(index, Limits.CHUNKS - 1, new byte[Limits.CHUNK_BYTES]))
                .isEqualTo(new ModelUpdate.ChunksChanged(DIGEST));
        assertThat(reason(chunk(index, Limits.CHUNKS, new byte[1])))
                .isEqualTo("it is chunk 4096 where 0 to 4095 may be");
        assertThat(reason(chunk(index, 0, new byte[Limits.CHUNK_BYTES + 1])))
                .isEqualTo("it is a chunk of 921601 bytes where 1 to 921600 may be");
    }

    @Test
    void manifestsBeyondTheBoundAreUnreadableAndASignatureCounts() {
        var first = manifest("mlp", 1, SNAPSHOT);
        var signed = SigningKey.parse(SigningKeys.generate().privateKey()).sign(first);
        int size = TOPICS.models().encode(first).length;
        int signedSize = TOPICS.models().encode(signed).length;
        var index = bounded(9, signedSize + size, 9);

        assertThat(write(index, first)).isEqualTo(new ModelUpdate.ManifestAdded(first));
        assertThat(write(index, signed)).isEqualTo(new ModelUpdate.ManifestAdded(signed));
        assertThat(write(index, version(2))).isEqualTo(new ModelUpdate.ManifestAdded(version(2)));
        assertThat(reason(write(index, version(3))))
                .isEqualTo("the topic holds manifests of more than " + (signedSize + size)
                        + " bytes: retire old versions");

        remove(index, RecordKeys.manifest("mlp", 1));
        assertThat(write(index, version(3))).isInstanceOf(ModelUpdate.ManifestAdded.class);
        assertThat(write(index, version(4))).isInstanceOf(ModelUpdate.Unreadable.class);
    }

    @Test
    void theSameManifestAgainChangesNothingAndAnotherIsRefused() {
        var index = bounded(9, PLENTY, 9);
        write(index, version(1));

        assertThat(write(index, version(1))).isEqualTo(new ModelUpdate.Nothing());
        assertThat(reason(write(index, manifest("mlp", 1, bytes(450, 9)))))
                .isEqualTo("it is another manifest of mlp@1, which is published already: versions never change");
    }

    @Test
    void theNewestNumbersOfSoManyModelsAreKnownAndNoMore() {
        var index = bounded(9, PLENTY, 2);

        assertThat(remove(index, RecordKeys.manifest("a", 1))).isEqualTo(new ModelUpdate.Nothing());
        assertThat(remove(index, RecordKeys.manifest("b", 1))).isEqualTo(new ModelUpdate.Nothing());
        assertThat(reason(remove(index, RecordKeys.manifest("c", 1)))).isEqualTo("the topic names more than 2 models");
        assertThat(remove(index, RecordKeys.manifest("b", 7))).isEqualTo(new ModelUpdate.Nothing());
        assertThat(index.newestNumber("b")).isEqualTo(7);
        assertThat(index.newestNumber("c")).isZero();
    }

    @Test
    void soManyVersionsOfLaterReleasesAreNamedAndNoMore() {
        var index = bounded(9, PLENTY, 2);
        for (int version = 1; version <= 3; version++) {
            apply(index, RecordKeys.manifest("mlp", version), WrittenTopics.laterRecord());
        }

        assertThat(index.later()).hasSize(2);
        assertThat(index.later("mlp", 3)).isEmpty();
        assertThat(index.newestNumber("mlp")).isEqualTo(3);
    }

    @Test
    void anotherTopicOfThatNameBeginsWithNothingButTheNumbersThatWereGiven() {
        int size = TOPICS.models().encode(version(1)).length;
        var index = bounded(1, size, 9);
        write(index, version(1));
        chunk(index, 0, bytes(10, 1));
        apply(index, RecordKeys.manifest("mlp", 8), WrittenTopics.laterRecord());

        index.clear();

        assertThat(index.manifests()).isEmpty();
        assertThat(index.chunks(DIGEST)).isEmpty();
        assertThat(index.later()).isEmpty();
        assertThat(index.newestNumber("mlp")).isEqualTo(8);
        assertThat(chunk(index, 3, bytes(10, 1))).isEqualTo(new ModelUpdate.ChunksChanged(DIGEST));
        assertThat(write(index, version(1))).isInstanceOf(ModelUpdate.ManifestAdded.class);
        assertThat(write(index, version(2))).as("the bound holds again").isInstanceOf(ModelUpdate.Unreadable.class);
    }

    @Test
    void aTombstoneUnderAnOddManifestKeyChangesNothing() {
        assertThat(remove(bounded(9, PLENTY, 9), "manifest/a/b/1")).isEqualTo(new ModelUpdate.Nothing());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 120})
    void anOddKeyIsNamedInTheReason(int length) {
        var key = "x".repeat(length);

        assertThat(reason(remove(bounded(9, PLENTY, 9), key)))
                .isEqualTo("it removes '" + key + "', which is no key of this topic");
    }

    @Test
    void ofALongKeyTheReasonHasTheBeginning() {
        assertThat(reason(remove(bounded(9, PLENTY, 9), "x".repeat(121))))
                .isEqualTo("it removes '" + "x".repeat(120) + "...', which is no key of this topic");
    }

    private static ModelIndex bounded(int chunks, long manifestBytes, int models) {
        return new ModelIndex(TOPICS.models(), new ModelIndex.Bounds(chunks, manifestBytes, models));
    }

    private static ModelManifest version(int version) {
        return manifest("mlp", version, SNAPSHOT);
    }

    private static String reason(ModelUpdate update) {
        return ((ModelUpdate.Unreadable) update).reason();
    }

    private ModelUpdate chunk(ModelIndex index, int number, byte[] data) {
        topics.chunk(DIGEST, number, data);
        return applyLast(index);
    }

    private ModelUpdate write(ModelIndex index, ModelManifest manifest) {
        topics.write(manifest);
        return applyLast(index);
    }

    private ModelUpdate remove(ModelIndex index, String key) {
        return apply(index, key, null);
    }

    private ModelUpdate apply(ModelIndex index, String key, byte @Nullable [] value) {
        topics.raw(key, value);
        return applyLast(index);
    }

    private ModelUpdate applyLast(ModelIndex index) {
        return index.apply(topics.models.get(topics.models.size() - 1));
    }
}
