package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTrainingTest {

    private static final NetworkDesign DESIGN = NetworkDesign.classifier(Networks.SMALL);
    private static final Augmentation DISTORTED = new Augmentation(1, 10, 0.1, 0.1, 0.7, 3);
    private static final Examples EXAMPLES = TestData.bars(333, 1);
    private static final Examples NONE = EXAMPLES.range(0, 0);

    private static LearningSettings settings(double rate, int epochs) {
        return new LearningSettings(
                Optimizer.Adam.withRate(rate),
                new LearningRateSchedule.Cosine(0.5, 0.1),
                new EpochSettings(epochs, 32, 5, 0.9),
                new Regularization(0, 0, 0.3),
                DISTORTED,
                42);
    }

    private static TrainingResult<NetworkEnsemble> train(int threads, Kernel kernel, Examples validation) {
        return new EnsembleTraining(DESIGN, 3, settings(0.003, 2), threads, TrainingListener.silent(), kernel)
                .train(EXAMPLES, validation);
    }

    @Test
    void theSameSeedGivesTheSameBytesForAnyThreadsAndKernel() {
        byte[] expected =
                Snapshots.write(train(1, Kernel.scalar(), TestData.bars(50, 2)).classifier());

        for (int threads = 1; threads <= 3; threads++) {
            assertThat(Snapshots.write(train(threads, Kernel.fastest(), TestData.bars(50, 2))
                            .classifier()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theFirstMemberIsTheNetworkThatLearnsAloneAndTheOthersDiffer() {
        var alone = new NetworkTraining(DESIGN, settings(0.003, 2), 1, TrainingListener.silent())
                .train(EXAMPLES, NONE)
                .classifier();

        var members = train(1, Kernel.fastest(), NONE).classifier().members();

        assertThat(Snapshots.write(members.get(0))).isEqualTo(Snapshots.write(alone));
        assertThat(members.stream().map(member -> member.weightsOf(0)[0])).doesNotHaveDuplicates();
    }

    /** What is measured on images that it did not learn from is the ensemble, not one of its members. */
    @Test
    void theBestEpochIsThatOfTheWholeEnsemble() {
        var validation = TestData.bars(50, 2);

        var result = train(2, Kernel.fastest(), validation);

        var scores = result.classifier().score(validation.pixels(), validation.size());
        double loss = 0;
        for (int image = 0; image < validation.size(); image++) {
            loss -= Math.log(scores.output(image, validation.label(image))) / validation.size();
        }
        assertThat(result.history().get(result.bestEpoch() - 1).validationLoss())
                .isCloseTo(loss, within(1e-5));
        assertThat(result.history()).hasSize(2);
    }

    @Test
    void trainingGoesOnFromTheWeightsOfAnother() {
        var start = train(1, Kernel.fastest(), NONE).classifier();
        var noStep = new EnsembleTraining(DESIGN, 3, settings(1e-30, 1), 2, TrainingListener.silent());

        assertThat(Snapshots.write(noStep.train(start, EXAMPLES, NONE).classifier()))
                .isEqualTo(Snapshots.write(start));
        var four = new EnsembleTraining(DESIGN, 4, settings(1e-30, 1), 2, TrainingListener.silent());
        assertThatThrownBy(() -> four.train(start, EXAMPLES, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the ensemble that it begins with must have 4 members but had 3");
        var other = NetworkDesign.classifier(List.of(new Flatten()));
        assertThatThrownBy(() -> new EnsembleTraining(other, 3, settings(1e-30, 1), 1, TrainingListener.silent())
                        .train(start, EXAMPLES, NONE))
                .hasMessageStartingWith("the first weights must be those of");
    }
}
