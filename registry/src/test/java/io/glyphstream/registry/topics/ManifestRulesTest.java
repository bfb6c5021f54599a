package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.LearningCurve;
import io.glyphstream.schemas.LearningPoint;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Probe;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a manifest may claim: the limits themselves are allowed, one more is not, and the reason has the value. */
final class ManifestRulesTest {
    private static final long MOST_BYTES = Limits.SNAPSHOT_BYTES;
    private static final int MOST_CHUNKS = Limits.CHUNKS;
    private static final int CHUNK = Limits.CHUNK_BYTES;

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        CHUNK + ", 1",
        "2, 2",
        MOST_BYTES + ", 583",
        MOST_BYTES + ", " + MOST_CHUNKS,
        MOST_CHUNKS + ", " + MOST_CHUNKS,
    })
    void sizesUpToTheLimitsAreAccepted(long size, int chunks) {
        assertThat(ManifestRules.defect(sized(size, chunks))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, its manifest claims 0 bytes where 1 to 536870912 may be",
        (MOST_BYTES + 1) + ", 583, its manifest claims 536870913 bytes where 1 to 536870912 may be",
        "5, 0, its manifest claims 0 chunks where 1 to 4096 may be",
        "5000, " + (MOST_CHUNKS + 1) + ", its manifest claims 4097 chunks where 1 to 4096 may be",
        "2, 3, its manifest claims 2 bytes in 3 chunks of 1 to 921600 bytes",
        (CHUNK + 1) + ", 1, its manifest claims 921601 bytes in 1 chunks of 1 to 921600 bytes",
    })
    void sizesBeyondTheLimitsAreRefused(long size, int chunks, String reason) {
        assertThat(ManifestRules.defect(sized(size, chunks))).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2",
        Images.MAX_SIDE + ", 1, 2",
        "1, " + Images.MAX_SIDE + ", 2",
        "2, 3, " + Images.MAX_CLASSES,
    })
    void imagesAndClassesUpToTheLimitsAreAccepted(int rows, int columns, int classes) {
        assertThat(ManifestRules.defect(shaped(rows, columns, classes))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 2, its manifest claims images of 0 x 3 where each side may be 1 to 1024",
        "1025, 3, 2, its manifest claims images of 1025 x 3 where each side may be 1 to 1024",
        "3, 0, 2, its manifest claims images of 3 x 0 where each side may be 1 to 1024",
        "3, 1025, 2, its manifest claims images of 3 x 1025 where each side may be 1 to 1024",
        "3, 3, 1, its manifest claims 1 classes where 2 to 256 may be",
        "3, 3, 257, its manifest claims 257 classes where 2 to 256 may be",
    })
    void imagesAndClassesBeyondTheLimitsAreRefused(int rows, int columns, int classes, String reason) {
        assertThat(ManifestRules.defect(shaped(rows, columns, classes))).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0, its manifest claims images of 2 x 3 x 0 where 1 or 3 channels may be",
        "2, its manifest claims images of 2 x 3 x 2 where 1 or 3 channels may be",
        "3, its manifest has a probe of 6 pixels where the model takes 18",
    })
    void otherChannelsAreRefused(int channels, String reason) {
        var manifest = shaped(2, 3, 2);
        manifest.put("channels", channels);

        assertThat(ManifestRules.defect(manifest)).contains(reason);
    }

    @Test
    void aModelMayTakeImagesInColor() {
        var manifest = shaped(2, 3, 2);
        manifest.put("channels", Images.COLOR);
        manifest.put("probes", List.of(probe(18, 2)));

        assertThat(ManifestRules.defect(manifest)).isEmpty();
    }

    @Test
    void namesOfClassesThatCannotBeAreRefused() {
        var manifest = shaped(2, 3, 2);
        manifest.put("classNames", List.of("cat", "dog", "owl"));

        assertThat(ManifestRules.defect(manifest)).contains("its manifest is wrong: there are 3 names for 2 classes");
    }

    @Test
    void aLearningCurveMayHaveAsManyPointsAsAreKeptAndNoMore() {
        assertThat(ManifestRules.defect(learned(1, 200, 1))).isEmpty();
        assertThat(ManifestRules.defect(learned(1, 200, 200))).isEmpty();
        assertThat(ManifestRules.defect(learned(1, 201, 1)))
                .contains("its manifest is wrong: its learning curve has 201 points where 1 to 200 may be");
        assertThat(ManifestRules.defect(learned(1, 0, 1)))
                .contains("its manifest is wrong: its learning curve has 0 points where 1 to 200 may be");
    }

    @Test
    void aLearningCurveThatContradictsItselfIsRefused() {
        assertThat(ManifestRules.defect(learned(1, 5, 6)))
                .contains("its manifest is wrong: its learning curve names 6 as the best epoch, which it lacks");
        assertThat(ManifestRules.defect(learned(0, 5, 1)))
                .contains("its manifest is wrong: its learning curve of 5 epochs has a point of epoch 0 after one of"
                        + " epoch 0");
        assertThat(ManifestRules.defect(learned(2, 5, 2)))
                .contains("its manifest is wrong: its learning curve of 5 epochs has a point of epoch 6 after one of"
                        + " epoch 5");
    }

    /** Returns a manifest whose curve has so many points, one for each epoch from the first. */
    private static ModelManifest learned(int first, int points, int best) {
        var manifest = shaped(2, 3, 2);
        var curve = IntStream.range(first, first + points)
                .mapToObj(epoch -> new LearningPoint(epoch, 0.1, 1.0, 0.5, null, null))
                .toList();
        manifest.put("learningCurve", new LearningCurve(points, best, curve));
        return manifest;
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2, its manifest has a probe of 5 pixels where the model takes 6",
        "6, 3, its manifest has a probe with 3 outputs for 2 classes",
    })
    void aProbeThatIsNoImageOfTheModelIsRefused(int pixels, int outputs, String reason) {
        var manifest = sized(10, 1);
        manifest.put("probes", List.of(probe(6, 2), probe(pixels, outputs)));

        assertThat(ManifestRules.defect(manifest)).contains(reason);
    }

    private static ModelManifest sized(long size, int chunks) {
        var digest = Digests.sha256(new byte[] {1});
        return manifest(new ModelReference("mlp", 1, digest), size, Collections.nCopies(chunks, digest));
    }

    private static ModelManifest shaped(int rows, int columns, int classes) {
        var manifest = sized(10, 1);
        manifest.put("rows", rows);
        manifest.put("columns", columns);
        manifest.put("classes", classes);
        manifest.put("probes", List.of(probe(rows * columns, classes)));
        return manifest;
    }

    private static Probe probe(int pixels, int outputs) {
        return new Probe(ByteBuffer.wrap(new byte[pixels]), 0, Collections.nCopies(outputs, 0.5f));
    }
}
