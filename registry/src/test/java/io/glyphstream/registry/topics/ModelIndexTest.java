package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelIndexTest {
    private static final byte[] SNAPSHOT = bytes(450, 1);
    private static final Sha256 DIGEST = Digests.sha256(SNAPSHOT);

    private final WrittenTopics topics = new WrittenTopics();

    @Test
    void recordsThatMeanNothingAreUnreadableAndChangeNothing() {
        var published = topics.publish("mlp", 1, SNAPSHOT);
        int good = topics.models.size();
        var chunk = new ModelChunk(DIGEST, 0, ByteBuffer.wrap(bytes(10, 2)));
        topics.raw(null, TOPICS.models().encode(chunk));
        topics.raw(null, null);
        topics.raw("chunk/xyz/1", null);
        topics.raw("junk", "junk".getBytes(StandardCharsets.UTF_8));
        topics.raw(RecordKeys.chunk(DIGEST, 0), new byte[0]);
        topics.model(RecordKeys.chunk(DIGEST, 1), chunk);
        topics.model(RecordKeys.manifest("mlp", 7), manifest("mlp", 8, SNAPSHOT));
        topics.model(RecordKeys.manifest("mlp", 0), manifest("mlp", 0, SNAPSHOT));
        topics.model("manifest/a/b/1", manifest("a/b", 1, SNAPSHOT));
        topics.chunk(DIGEST, -1, bytes(10, 3));
        topics.chunk(DIGEST, Integer.MAX_VALUE, bytes(10, 3));
        topics.chunk(DIGEST, 0, new byte[0]);
        topics.chunk(DIGEST, 0, new byte[Limits.CHUNK_BYTES + 1]);

        var index = new ModelIndex(TOPICS.models());
        topics.models.subList(0, good).forEach(index::apply);
        var before = index.chunks(DIGEST).toString();

        assertThat(topics.models.subList(good, topics.models.size()))
                .allSatisfy(stored -> assertThat(index.apply(stored)).isInstanceOf(ModelUpdate.Unreadable.class));
        assertThat(index.manifests()).extracting(ModelManifest::getReference).containsExactly(published);
        assertThat(index.chunks(DIGEST)).hasToString(before);
    }

    @Test
    void versionOfALaterReleaseIsNamedUntilItIsRemoved() {
        topics.raw(RecordKeys.manifest("mlp", 5), WrittenTopics.laterRecord());
        topics.raw("no manifest's key", WrittenTopics.laterRecord());

        var named = topics.index();
        topics.raw(RecordKeys.manifest("mlp", 5), null);

        assertThat(named.later())
                .singleElement()
                .asString()
                .startsWith(
                        "mlp@5 cannot be read: record of glyphstream.models was written by a later release: schema id 500");
        assertThat(named.later("mlp", 5)).contains(named.later().get(0));
        assertThat(topics.index().later()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noDamagedBytesStopTheIndex(long seed) {
        topics.publish("mlp", 1, SNAPSHOT);
        var random = new Random(seed);
        var index = new ModelIndex(TOPICS.models());
        for (var stored : List.copyOf(topics.models)) {
            for (int trial = 0; trial < 300; trial++) {
                var damaged = stored.value().clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                topics.models.clear();
                topics.raw(new String(stored.key(), StandardCharsets.UTF_8), damaged);

                assertThat(index.apply(topics.models.get(0))).isNotNull();
            }
        }
    }

    @Test
    void aVersionNeverChanges() {
        var first = topics.publish("mlp", 1, SNAPSHOT);
        topics.publish("mlp", 1, bytes(450, 9));

        assertThat(topics.index().find("mlp", 1))
                .get()
                .extracting(ModelManifest::getReference)
                .isEqualTo(first);
    }

    @Test
    void aReferenceWithAnotherDigestIsNotFound() {
        topics.publish("mlp", 1, SNAPSHOT);

        assertThat(topics.index().find(new ModelReference("mlp", 1, Digests.sha256(bytes(450, 9)))))
                .isEmpty();
    }

    @Test
    void tombstonesRemoveWhatTheyName() {
        var gone = topics.publish("mlp", 1, SNAPSHOT);
        var stays = topics.publish("mlp", 2, bytes(450, 2));
        topics.raw(RecordKeys.manifest("mlp", 1), null);
        topics.raw(RecordKeys.chunk(DIGEST, 0), null);
        topics.raw(RecordKeys.chunk(DIGEST, 0), null);
        topics.raw(RecordKeys.manifest("mlp", 99), null);

        var index = topics.index();

        assertThat(index.find(gone)).isEmpty();
        assertThat(index.find(stays)).isPresent();
        assertThat(index.chunks(DIGEST)).containsOnlyKeys(1, 2, 3, 4);
    }
}
