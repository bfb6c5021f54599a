package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingRecipe;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {

    private static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(600, 21), DigitPainter.draw(200, 22));
    private static final Map<String, String> SHORT = Map.of("hidden", "16", "epochs", "2");

    private static final Map<String, String> SMALL_NETWORK = Map.of("layers", "conv4x5,pool4,dense9", "epochs", "2");

    /**
     * The first half of the digest of a small training, by the version of the training code. Append only. Versions 2 and 3 have
     * other settings in the preset accurate of convolutional networks.
     */
    private static final Map<Integer, String> DIGESTS = Map.of(
            1,
            "86d5d0646a73cf0629585d9606777c47",
            2,
            "86d5d0646a73cf0629585d9606777c47",
            3,
            "86d5d0646a73cf0629585d9606777c47");

    static Stream<ModelSpec> specs() {
        return Stream.of(
                PerceptronPlan.of(Preset.QUICK, 3),
                PerceptronPlan.of(Preset.ACCURATE, 4).with(Map.of("hidden", "20", "learning-rate", "0.002")),
                PerceptronSpec.quick(5).with(SHORT),
                PerceptronSpec.accurate(6).with(SHORT),
                NetworkPlan.of(Preset.QUICK, 3),
                NetworkPlan.of(Preset.ACCURATE, 4).with(Map.of("layers", "pool4,dense9", "learning-rate", "0.002")),
                NetworkSpec.quick(5).with(SMALL_NETWORK),
                NetworkSpec.quick(5).with(SMALL_NETWORK).with(Map.of("members", "3")),
                NetworkSpec.quick(5)
                        .with(Map.of("layers", "dense9", "hidden-dropout", "0.25", "selective-backprop", "0.3")),
                NeighborSpec.plain().with(Map.of("k", "5", "references", "100")),
                NeighborSpec.plain().with(Map.of("k", "2", "rerank", "distortion")));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aSpecComesBackFromItsRecipe(ModelSpec spec) {
        assertThat(Recipes.spec(Recipes.of(spec, Optional.empty()))).isEqualTo(spec);
    }

    @Test
    void theRecipeOfAPublishedModelGivesTheSameBytesAgain() {
        var plan = PerceptronPlan.of(Preset.QUICK, 3).with(Map.of("hidden", "16"));
        var model = train(plan, Optional.empty());

        var recipe = model.draft("mlp", "somebody").training().getRecipe();

        assertThat(train(Recipes.spec(recipe), Optional.empty()).snapshot()).isEqualTo(model.snapshot());
    }

    @Test
    void theRecipeOfANetworkGivesTheSameBytesAgainAndBeginsWithWeights() {
        var model = train(NetworkSpec.quick(3).with(SMALL_NETWORK), Optional.empty());
        var reference = new ModelReference("cnn", 1, Digests.sha256(model.snapshot()));
        var start = new StartingWeights(reference, model.classifier());
        var noStep = NetworkPlan.of(Preset.QUICK, 4).with(Map.of("epochs", "1", "learning-rate", "1e-30"));

        assertThat(train(Recipes.spec(model.recipe()), Optional.empty()).snapshot())
                .isEqualTo(model.snapshot());
        assertThat(train(noStep, Optional.of(start)).snapshot()).isEqualTo(model.snapshot());
    }

    @Test
    void theRecipeOfAnEnsembleGivesTheSameBytesAgainAndBeginsWithWeights() {
        var model = train(NetworkSpec.quick(3).with(SMALL_NETWORK).with(Map.of("members", "3")), Optional.empty());
        var reference = new ModelReference("cnn", 1, Digests.sha256(model.snapshot()));
        var start = Optional.of(new StartingWeights(reference, model.classifier()));
        var noStep = NetworkPlan.of(Preset.QUICK, 4).with(Map.of("epochs", "1", "learning-rate", "1e-30"));

        assertThat(model.classifier().kind()).isSameAs(NetworkEnsemble.KIND);
        assertThat(train(Recipes.spec(model.recipe()), Optional.empty()).snapshot())
                .isEqualTo(model.snapshot());
        assertThat(train(noStep, start).snapshot()).isEqualTo(model.snapshot());
        assertThatThrownBy(() -> train(NetworkSpec.quick(3).with(SMALL_NETWORK), start))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model to begin with must be of 1 networks, as the setting members says, but was of 3");
    }

    /** Recipes of releases without ensembles do not say how many networks a model is made of. */
    @Test
    void aRecipeThatNamesNoMembersIsThatOfOneNetwork() {
        var spec = NetworkSpec.quick(3).with(SMALL_NETWORK);
        var recipe = Recipes.of(spec, Optional.empty());
        recipe.getSettings().remove("members");

        assertThat(Recipes.spec(recipe)).isEqualTo(spec);
    }

    @Test
    void aTrainingThatBeginsWithWeightsGoesOnFromThem() {
        var first = train(PerceptronSpec.quick(5).with(SHORT), Optional.empty());
        var reference = new ModelReference("mlp", 1, Digests.sha256(first.snapshot()));
        var start = new StartingWeights(reference, first.classifier());
        var noStep = PerceptronPlan.of(Preset.QUICK, 3).with(Map.of("epochs", "1", "learning-rate", "1e-30"));

        var second = train(noStep, Optional.of(start));

        assertThat(second.snapshot()).isEqualTo(first.snapshot());
        assertThat(second.recipe().getStart()).isEqualTo(reference);
    }

    @Test
    void theVersionOfTheTrainingCodeStandsForItsBytes() {
        var digest = Digests.hex(Digests.sha256(
                train(PerceptronSpec.accurate(6).with(SHORT), Optional.empty()).snapshot()));

        assertThat(digest)
                .as("the training gives other bytes than before: raise Recipes.CODE_VERSION and append the digest")
                .startsWith(DIGESTS.getOrDefault(Recipes.CODE_VERSION, "no digest of this version"));
    }

    @Test
    void whatThisReleaseDoesNotKnowIsRefused() {
        var ofLater = new TrainingRecipe("forest", "", 1L, Map.of(), null, 1);
        var otherPreset = new TrainingRecipe("mlp", "huge", 1L, Map.of(), null, 1);

        assertThatThrownBy(() -> Recipes.spec(ofLater)).hasMessageContaining("mlp or knn or cnn but was 'forest'");
        assertThatThrownBy(() -> Recipes.spec(otherPreset)).hasMessageContaining("quick or accurate but was 'huge'");
    }

    private static TrainedModel train(ModelSpec spec, Optional<StartingWeights> start) {
        return new ModelTrainer(2, Clock.systemUTC()).train(DIGITS, spec, start, TrainerListener.silent());
    }
}
