package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.ModelKind;
import io.glyphstream.model.ModelKinds;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SpecKindsTest {

    private static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(60, 21), DigitPainter.draw(20, 22));

    static Stream<SpecKind> kinds() {
        return SpecKinds.all().list().stream();
    }

    /**
     * A kind that is missing here could be served but not be trained; one that is missing there, the other way round. A graph is
     * trained elsewhere.
     */
    @Test
    void everyKindOfModelButTheGraphCanBeTrained() {
        var all = new ArrayList<ModelKind<?>>(ModelKinds.all().list());
        all.remove(GraphNetwork.KIND);

        assertThat(kinds().flatMap(kind -> kind.models().stream())).containsExactlyInAnyOrderElementsOf(all);
    }

    /** Recipes of every release hold these. Append only. */
    @Test
    void namesInRecipesNeverChange() {
        assertThat(kinds()).extracting(SpecKind::name).containsExactly("mlp", "knn", "cnn");
        assertThat(SpecKinds.all().named("mlp").orElseThrow().models()).containsExactly(Perceptron.KIND);
        assertThat(SpecKinds.all().named("knn").orElseThrow().models()).containsExactly(NearestNeighbors.KIND);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everySpecOfAKindIsOfThatKind(SpecKind kind) {
        for (var preset : beginnings(kind)) {
            assertThat(kind.reader().read(preset, 3, Map.of()).kind()).isSameAs(kind);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsTrainedIsOfTheKindAndComesBackFromItsRecipe(SpecKind kind) {
        var settings = kind.reader().read("", 3, Map.of()).settings().containsKey("epochs")
                ? Map.of("epochs", "1")
                : Map.<String, String>of();
        var spec = kind.reader().read("", 3, settings);

        var model = new ModelTrainer(1, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());

        assertThat(model.classifier().kind()).isSameAs(kind.models().get(0));
        assertThat(model.report().kind()).isEqualTo(kind.models().get(0).name());
        assertThat(model.draft("any", "somebody").kind())
                .isEqualTo(kind.models().get(0).name());
        assertThat(model.recipe().getKind()).isEqualTo(kind.name());
        assertThat(Recipes.spec(model.recipe())).isEqualTo(spec);
    }

    @Test
    void twoKindsHaveNoNameInCommon() {
        var other = new SpecKind(
                List.of(NearestNeighbors.KIND), "mlp", List.of(), SpecKind.Weights.NONE, NeighborSpec.KIND.reader());

        assertThatThrownBy(() -> new SpecKinds(List.of(PerceptronSpec.KIND, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two kinds must not have one name, but two are called mlp");
    }

    @Test
    void twoKindsMakeNoModelsOfOneKind() {
        var other = new SpecKind(
                List.of(Perceptron.KIND), "network", List.of(), SpecKind.Weights.NONE, NeighborSpec.KIND.reader());

        assertThatThrownBy(() -> new SpecKinds(List.of(PerceptronSpec.KIND, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "two kinds must not make one kind of model, but network makes what another does: perceptron");
    }

    @Test
    void aModelOfAnotherKindThanItsSpecIsRefused() {
        var perceptron = train(PerceptronSpec.quick(1).with(Map.of("epochs", "1", "hidden", "4")));

        assertThatThrownBy(() ->
                        new Fitted(NeighborSpec.plain(), perceptron.classifier(), Optional.empty(), 60, 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a spec of knn must make a nearest-neighbors but made a perceptron");
    }

    @Test
    void aTrainingBeginsWithNoWeightsOfAnotherKind() {
        Classifier neighbors = train(NeighborSpec.plain()).classifier();
        var start = new StartingWeights(new ModelReference("knn", 1, Digests.sha256(new byte[] {1})), neighbors);
        var spec = PerceptronSpec.quick(1).with(Map.of("epochs", "1"));

        assertThatThrownBy(() -> new ModelTrainer(1, Clock.systemUTC())
                        .train(DIGITS, spec, Optional.of(start), TrainerListener.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model whose weights it begins with must be a Perceptron but was a nearest-neighbors");
        assertThat(spec.kind().canBeginWith("perceptron")).isTrue();
        assertThat(spec.kind().canBeginWith("nearest-neighbors")).isFalse();
        assertThat(NeighborSpec.KIND.canBeginWith("nearest-neighbors")).isFalse();
    }

    private static List<String> beginnings(SpecKind kind) {
        var beginnings = new ArrayList<>(kind.presets());
        beginnings.add("");
        return beginnings;
    }

    private static TrainedModel train(ModelSpec spec) {
        return new ModelTrainer(1, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());
    }
}
