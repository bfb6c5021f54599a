package io.glyphstream.trainer.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.trainer.evaluation.Evaluation;
import io.glyphstream.trainer.evaluation.Evaluation.EvaluationListener;
import io.glyphstream.trainer.release.ModelGate.Incumbent;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelGateTest {

    private static final LabeledImages HELD_OUT = DigitPainter.draw(300, 11);
    private static final Classifier POOR = neighbors(30);
    private static final Classifier GOOD = neighbors(600);

    private final ModelGate gate = new ModelGate(2);

    @Test
    void promotesTheBetterModelAndSaysByHowMuch() {
        var verdict = gate.judge(Gate.IF_BETTER, evaluate(GOOD), new Incumbent.Champion("knn@1", POOR));
        assertThat(verdict).isInstanceOf(Verdict.Promote.class);
        var correct = evaluate(GOOD).confusion().correct();
        var championCorrect = evaluate(POOR).confusion().correct();
        assertThat(verdict.reason())
                .startsWith("promoted: " + correct + " of 300 held-out images right against " + championCorrect
                        + " by knn@1 ");
        assertThat(verdict.comparison())
                .hasValueSatisfying(comparison -> assertThat(comparison.onlyCandidate() - comparison.onlyChampion())
                        .isEqualTo((int) (correct - championCorrect)));
    }

    @Test
    void holdsTheWorseModel() {
        var verdict = gate.judge(Gate.IF_BETTER, evaluate(POOR), new Incumbent.Champion("knn@1", GOOD));
        assertThat(verdict).isInstanceOf(Verdict.Hold.class);
        assertThat(verdict.comparison()).isPresent();
    }

    @Test
    void holdsTheEqualModelSinceASwapNeedsAReason() {
        var verdict = gate.judge(Gate.IF_BETTER, evaluate(GOOD), new Incumbent.Champion("knn@1", GOOD));
        assertThat(verdict).isInstanceOf(Verdict.Hold.class);
        assertThat(verdict.reason()).contains("p = 1");
    }

    /** Two models that differ by a few images: which is better is chance, and one gate minds that. */
    @Test
    void aDifferenceByChancePassesOneGateAndNotTheOther() {
        var candidate = evaluate(GOOD);
        var slightlyWorse = IntStream.iterate(590, size -> size - 10)
                .limit(40)
                .mapToObj(ModelGateTest::neighbors)
                .filter(model -> Comparison.of(candidate, evaluate(model)).isBetter())
                .findFirst()
                .orElseThrow();
        assertThat(Comparison.of(candidate, evaluate(slightlyWorse)).chance()).isGreaterThan(0.05);

        var better = gate.judge(Gate.IF_BETTER, candidate, new Incumbent.Champion("knn@1", slightlyWorse));
        var significant = gate.judge(Gate.IF_SIGNIFICANT, candidate, new Incumbent.Champion("knn@1", slightlyWorse));
        var surely = gate.judge(Gate.IF_SIGNIFICANT, candidate, new Incumbent.Champion("knn@1", POOR));

        assertThat(better).isInstanceOf(Verdict.Promote.class);
        assertThat(significant).isInstanceOf(Verdict.Hold.class);
        assertThat(surely).isInstanceOf(Verdict.Promote.class);
    }

    @Test
    void promotesTheFirstModel() {
        var verdict = gate.judge(Gate.IF_BETTER, evaluate(POOR), new Incumbent.Nobody());
        assertThat(verdict).isInstanceOf(Verdict.Promote.class);
        assertThat(verdict.reason()).contains("no champion yet");
    }

    @Test
    void holdsWhenTheChampionTakesOtherImages() {
        var examples = new Examples(2, 2, 10, new byte[8], new int[] {0, 1});
        var other = NearestNeighbors.fit(examples, settings());
        var verdict = gate.judge(Gate.IF_BETTER, evaluate(GOOD), new Incumbent.Champion("tiny@4", other));
        assertThat(verdict).isInstanceOf(Verdict.Hold.class);
        assertThat(verdict.reason()).contains("tiny@4").contains("2 x 2").contains("28 x 28");
    }

    @Test
    void holdsWhenTheChampionCannotBeRead() {
        var verdict =
                gate.judge(Gate.IF_BETTER, evaluate(GOOD), new Incumbent.Unreadable("mlp@2", "chunk 3 is missing"));
        assertThat(verdict).isInstanceOf(Verdict.Hold.class);
        assertThat(verdict.reason()).contains("mlp@2").contains("chunk 3 is missing");
    }

    @Test
    void comparesNothingWhenItNeedNot() {
        var champion = new Incumbent.Champion("knn@1", GOOD);
        assertThat(gate.judge(Gate.ALWAYS, evaluate(POOR), champion)).isInstanceOf(Verdict.Promote.class);
        assertThat(gate.judge(Gate.NEVER, evaluate(GOOD), champion)).isInstanceOf(Verdict.Hold.class);
    }

    private static Evaluation evaluate(Classifier classifier) {
        return Evaluation.of(classifier, HELD_OUT, 1, EvaluationListener.silent());
    }

    private static Classifier neighbors(int references) {
        var drawn = DigitPainter.draw(references, 10);
        var examples = new Examples(drawn.rows(), drawn.columns(), drawn.classes(), drawn.pixels(), drawn.labels());
        return NearestNeighbors.fit(examples, settings());
    }

    private static NeighborSettings settings() {
        return new NeighborSettings(1, Weighting.UNIFORM, Preprocessing.NONE);
    }
}
