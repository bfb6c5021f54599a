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
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ReferenceCheckTest {

    private static final LabeledImages TRUSTED = DigitPainter.draw(400, 31);
    private static final LabeledImages SEEN = DigitPainter.draw(600, 32);
    private static final Classifier CHAMPION = trained(label -> label);

    private final ReferenceCheck check = new ReferenceCheck(TRUSTED, 2);

    @Test
    void nothingSpeaksAgainstAnEqualModel() {
        assertThat(check.objection(trained(label -> label), "knn@1", CHAMPION)).isEmpty();
    }

    /** Its own held-out images would have the same wrong labels. */
    @Test
    void aClassThatWasPoisonedIsNamed() {
        var poisoned = trained(label -> label == 3 ? 8 : label);

        assertThat(check.objection(poisoned, "knn@1", CHAMPION))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("not promoted: of the reference images of class 3 it names 0 of ")
                        .contains("knn@1"));
    }

    /** The other way around it is the champion that is poisoned. */
    @Test
    void nothingSpeaksAgainstABetterModel() {
        assertThat(check.objection(CHAMPION, "knn@1", trained(label -> label == 3 ? 8 : label)))
                .isEmpty();
    }

    private static Classifier trained(IntUnaryOperator change) {
        int[] labels = Arrays.stream(SEEN.labels()).map(change).toArray();
        var examples = new Examples(SEEN.rows(), SEEN.columns(), SEEN.classes(), SEEN.pixels(), labels);
        return NearestNeighbors.fit(examples, new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE));
    }
}
