package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.SnapshotChecks;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighborSnapshotTest {

    private static final int REFERENCES = 200;
    private static final NearestNeighbors CLASSIFIER = NearestNeighbors.fit(
            TestData.bars(REFERENCES, 1), new NeighborSettings(4, Weighting.UNIFORM, Preprocessing.NONE));

    /* Offsets in the body. */
    private static final int COUNT = 6;
    private static final int LABELS = 10;
    private static final int DEFLATED_LENGTH = LABELS + REFERENCES;
    private static final int DEFLATED = DEFLATED_LENGTH + 4;

    @ParameterizedTest
    @EnumSource(Preprocessing.class)
    void readBackItFindsTheSame(Preprocessing preprocessing) throws InvalidSnapshotException {
        Examples examples = TestData.bars(REFERENCES, 1);
        byte[] images = TestData.bars(50, 2).pixels();
        var classifier = NearestNeighbors.fit(examples, new NeighborSettings(4, Weighting.BY_DISTANCE, preprocessing));

        byte[] snapshot = Snapshots.write(classifier);
        var readBack = (NearestNeighbors) Snapshots.read(snapshot);

        assertThat(readBack.settings()).isEqualTo(classifier.settings());
        assertThat(Snapshots.write(readBack)).isEqualTo(snapshot);
        for (int image = 0; image < 50; image++) {
            assertThat(readBack.score(images, 50).outputs(image))
                    .containsExactly(classifier.score(images, 50).outputs(image));
        }
    }

    /** Snapshots of every release hold these numbers. */
    @Test
    void codesOfSettingsNeverChange() {
        assertThat(Arrays.stream(Weighting.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("UNIFORM", 0, "BY_DISTANCE", 1));
        assertThat(Arrays.stream(Preprocessing.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("NONE", 0, "DESKEW", 1));
        assertThat(Arrays.stream(Reranking.values()).collect(Collectors.toMap(Enum::name, value -> value.code)))
                .isEqualTo(Map.of("NONE", 0, "DISTORTION", 1));
    }

    @Test
    void rerankingComesBeforeABodyThatIsTheSameWithoutIt() throws IOException, InvalidSnapshotException {
        var plain = NearestNeighbors.fit(
                TestData.bars(REFERENCES, 1), new NeighborSettings(4, Weighting.UNIFORM, Preprocessing.NONE));
        var reranked = NearestNeighbors.fit(
                TestData.bars(REFERENCES, 1),
                new NeighborSettings(4, Weighting.UNIFORM, Preprocessing.NONE, Reranking.DISTORTION));
        byte[] expected = ByteBuffer.allocate(5 + body(plain).length)
                .putInt(-1)
                .put((byte) 1)
                .put(body(plain))
                .array();

        byte[] body = body(reranked);

        assertThat(body).isEqualTo(expected);
        assertThat(ByteBuffer.wrap(body(plain)).getInt()).isEqualTo(4);
        assertThat(read(body).settings()).isEqualTo(reranked.settings());
        assertThat(Snapshots.write(Snapshots.read(Snapshots.write(reranked)))).isEqualTo(Snapshots.write(reranked));
        byte[] images = TestData.bars(50, 2).pixels();
        assertThat(read(body).score(images, 50).outputs(7))
                .containsExactly(reranked.score(images, 50).outputs(7));
    }

    @Test
    void aRerankingThatIsNotKnownIsRefused() throws IOException {
        assertRefused(reranked(0, 4), "reranking must be one of [1] but was 0");
        assertRefused(reranked(2, 4), "reranking must be one of [1] but was 2");
        assertRefused(reranked(1, 0), "k must be at least 1 but was 0");
        assertRefused(reranked(1, -1), "k must be at least 1 but was -1");
        assertRefused(with(0, -2), "k must be at least 1 but was -2");
        byte[] manyVote = reranked(1, 401);
        assertThatThrownBy(() -> read(manyVote)).hasMessageContaining("k must be within [1, 400]");
    }

    private static byte[] reranked(int code, int k) throws IOException {
        byte[] body = with(0, k);
        return ByteBuffer.allocate(5 + body.length)
                .putInt(-1)
                .put((byte) code)
                .put(body)
                .array();
    }

    @Test
    void everyTruncationAndEveryByteTooManyIsRefused() {
        SnapshotChecks.requireThatNoOtherLengthIsRead(snapshot(), 300);
    }

    @Test
    void claimsOfSizesAreNotBelieved() throws IOException {
        assertRefused(with(COUNT, Integer.MAX_VALUE), "references must be within [1, 16777216]");
        assertRefused(with(COUNT, 0), "references must be within [1, 16777216]");
        assertThatThrownBy(() -> read(with(COUNT, 1 << 24))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read(with(DEFLATED_LENGTH, Integer.MAX_VALUE))).isInstanceOf(EOFException.class);
        assertRefused(with(DEFLATED_LENGTH, 3), "3 deflated bytes cannot hold 12800 pixels");
        assertRefused(with(DEFLATED_LENGTH, -1), "-1 deflated bytes cannot hold");
        int components = ByteBuffer.wrap(body()).getInt(DEFLATED_LENGTH) + DEFLATED + 64;
        assertRefused(with(components, 65), "components must be within [0, 64] but was 65");
        assertRefused(with(components, -1), "components must be within [0, 64] but was -1");
        assertRefused(with(components + 4, Float.floatToIntBits(Float.NaN)), "[-2, 2] but was NaN");
        assertRefused(with(components + 4, Float.floatToIntBits(1e30f)), "[-2, 2] but was 1.0E30");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        assertRefused(with(0, 0), "k must be at least 1 but was 0");
        assertRefused(withByte(4, 9), "weighting must be one of [0, 1] but was 9");
        assertRefused(withByte(5, 255), "preprocessing must be one of [0, 1] but was 255");
        assertRefused(withByte(LABELS + 17, 4), "label must be within [0, 3] but was 4");
        assertRefused(withByte(DEFLATED, 0), "the pixels are not deflated bytes");
    }

    /** More than claimed is as wrong as less: a few bytes may not unfold to gigabytes. */
    @ParameterizedTest
    @ValueSource(ints = {REFERENCES * 64 - 1, REFERENCES * 64 + 1, 100_000_000})
    void pixelsMustBeAsManyAsTheReferencesHave(int pixels) throws IOException {
        byte[] body = body();
        var deflater = new Deflater();
        deflater.setInput(new byte[pixels]);
        deflater.finish();
        var deflated = new byte[pixels / 500 + 100];
        int length = deflater.deflate(deflated);
        deflater.end();
        var changed = ByteBuffer.allocate(body.length + length)
                .put(body, 0, DEFLATED_LENGTH)
                .putInt(length)
                .put(deflated, 0, length);
        int rest = DEFLATED + ByteBuffer.wrap(body).getInt(DEFLATED_LENGTH);
        changed.put(body, rest, body.length - rest);

        assertRefused(changed.array(), "12800");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesWhateverBreakTheReader(long seed) {
        var random = new Random(seed);
        byte[] sound = snapshot();
        for (int attempt = 0; attempt < 300; attempt++) {
            byte[] bytes = sound.clone();
            for (int change = 0; change < 3; change++) {
                bytes[random.nextInt(attempt % 2 == 0 ? 30 : bytes.length)] = (byte) random.nextInt();
            }
            try {
                Snapshots.read(bytes);
            } catch (InvalidSnapshotException e) {
                assertThat(e).hasMessageMatching("(?s).{10,}");
            }
        }
    }

    private static void assertRefused(byte[] body, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining(message);
    }

    private static NearestNeighbors read(byte[] body) throws IOException, InvalidSnapshotException {
        return NearestNeighbors.readBody(InputShape.gray(8, 8), 4, new DataInputStream(new ByteArrayInputStream(body)));
    }

    private static byte[] with(int offset, int value) throws IOException {
        byte[] body = body();
        ByteBuffer.wrap(body).putInt(offset, value);
        return body;
    }

    private static byte[] withByte(int offset, int value) throws IOException {
        byte[] body = body();
        body[offset] = (byte) value;
        return body;
    }

    private static byte[] body() throws IOException {
        return body(CLASSIFIER);
    }

    private static byte[] body(NearestNeighbors classifier) throws IOException {
        var bytes = new ByteArrayOutputStream();
        classifier.writeBody(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static byte[] snapshot() {
        return Snapshots.write(CLASSIFIER);
    }
}
