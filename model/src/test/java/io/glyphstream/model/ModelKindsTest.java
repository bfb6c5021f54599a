package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelKindsTest {

    private static final ModelKind<Constant> CONSTANT = constant("constant", 200);

    /** Snapshots of every release hold these numbers, and manifests these names. Append only. */
    @Test
    void codesAndNamesOfKindsNeverChange() {
        assertThat(ModelKinds.all().list().stream().collect(Collectors.toMap(ModelKind::name, ModelKind::code)))
                .isEqualTo(Map.of("perceptron", 1, "nearest-neighbors", 2, "network", 3, "graph", 4, "ensemble", 5));
    }

    @Test
    void aClassifierIsOfTheKindThatItNames() {
        var neighbors = NearestNeighbors.fit(
                TestData.bars(20, 6), new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE));

        assertThat(ModelKinds.all().of(neighbors)).isSameAs(NearestNeighbors.KIND);
        assertThat(new ModelKinds(List.of(CONSTANT)).of(new Constant(CONSTANT))).isSameAs(CONSTANT);
    }

    @Test
    void aCodeStandsForItsKind() throws InvalidSnapshotException {
        var kinds = new ModelKinds(List.of(Perceptron.KIND, CONSTANT));

        assertThat(kinds.of(1)).isSameAs(Perceptron.KIND);
        assertThat(kinds.of(200)).isSameAs(CONSTANT);
    }

    @Test
    void aCodeOfALaterReleaseIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> ModelKinds.all().of(200))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessage("the kind must be one of [1, 2, 3, 4, 5] but was 200: this release knows perceptron,"
                        + " nearest-neighbors, network, graph, ensemble; a later one may know it");
    }

    @Test
    void twoKindsHaveNoCodeInCommon() {
        assertRefused(
                List.of(Perceptron.KIND, constant("constant", 1)),
                "two kinds must not have one code, but constant has that of another: 1");
    }

    @Test
    void twoKindsHaveNoNameInCommon() {
        assertRefused(
                List.of(Perceptron.KIND, constant("perceptron", 200)),
                "two kinds must not have one name, but perceptron has that of another: perceptron");
    }

    @Test
    void twoKindsHaveNoClassInCommon() {
        assertRefused(
                List.of(CONSTANT, constant("other", 201)),
                "two kinds must not have one class, but other has that of another: " + Constant.class.getName());
    }

    @Test
    void noSnapshotIsWrittenUnderTheKindOfAnotherClass() {
        assertThatThrownBy(() -> Snapshots.write(new Constant(Perceptron.KIND)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a perceptron must be a " + Perceptron.class.getName() + " but was a "
                        + Constant.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"perceptron", "constant"})
    void noSnapshotIsWrittenOfAKindThatIsNotInTheTable(String name) {
        assertThatThrownBy(() -> Snapshots.write(new Constant(constant(name, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no snapshot can hold a " + name + " that is a " + Constant.class.getName());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void aCodeIsAByte(int code) {
        assertThatThrownBy(() -> constant("constant", code))
                .hasMessage("the code of a kind must be within [0, 255] but was " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Constant", "constant-", "con stant", "constant\n"})
    void aNameHasSmallLettersAndHyphens(String name) {
        assertThatThrownBy(() -> constant(name, 200))
                .hasMessageStartingWith("the name of a kind must be small letters and single hyphens but was '");
    }

    /** A subclass would be written as what it extends. */
    @Test
    void theClassOfAKindHasNoSubclasses() {
        assertThatThrownBy(() -> new ModelKind<>(
                        "open",
                        200,
                        Classifier.class,
                        (classifier, out) -> {},
                        (input, classes, in) -> new Constant(Perceptron.KIND)))
                .hasMessage("the class of a kind must be final but was " + Classifier.class.getName());
    }

    private static void assertRefused(List<ModelKind<?>> kinds, String message) {
        assertThatThrownBy(() -> new ModelKinds(kinds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static ModelKind<Constant> constant(String name, int code) {
        return new ModelKind<>(
                name,
                code,
                Constant.class,
                (classifier, out) -> {},
                (input, classes, in) -> new Constant(Perceptron.KIND));
    }

    /** Finds class 0 in every image, and says that it is of the kind that it was told. */
    private record Constant(ModelKind<?> kind) implements Classifier {

        @Override
        public InputShape input() {
            return InputShape.gray(1, 1);
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Scores score(byte[] pixels, int images) {
            var outputs = new float[2 * images];
            for (int image = 0; image < images; image++) {
                outputs[2 * image] = 1;
            }
            return new Scores(2, outputs);
        }
    }
}
