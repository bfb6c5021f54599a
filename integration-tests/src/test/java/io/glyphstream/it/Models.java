package io.glyphstream.it;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Small models of drawn digits, trained once for all tests. They are immutable, as their data is. */
final class Models {
    static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(1200, 31), DigitPainter.draw(400, 32));

    /** The least that is trained: right more often than by chance, wrong often enough to count mistakes. */
    static final TrainedModel POOR = perceptron(1, Map.of("hidden", "16", "epochs", "1"));

    static final TrainedModel GOOD = perceptron(2, Map.of("hidden", "48", "epochs", "6"));

    static final TrainedModel NEIGHBORS = train(NeighborSpec.plain().with(Map.of("references", "150")));

    private Models() {}

    /** Returns a model that is trained in no time, another one for each seed. */
    static TrainedModel smallest(long seed) {
        return perceptron(100 + seed, Map.of("hidden", "4", "epochs", "1"));
    }

    /** Returns the poor model, whose classes have these names. */
    static TrainedModel poor(List<String> classNames) {
        var spec = PerceptronSpec.quick(1).with(Map.of("hidden", "16", "epochs", "1"));
        return new ModelTrainer(2, Clock.systemUTC())
                .train(DIGITS.withClassNames(classNames), spec, TrainerListener.silent());
    }

    /** Returns a nearest-neighbor model of so many of these images. */
    static TrainedModel neighbors(LabeledImages images, int references) {
        var dataset = new Dataset("digits", images, DIGITS.test().range(0, 50));
        var spec = NeighborSpec.plain().with(Map.of("references", Integer.toString(references)));
        return new ModelTrainer(2, Clock.systemUTC()).train(dataset, spec, TrainerListener.silent());
    }

    private static TrainedModel perceptron(long seed, Map<String, String> settings) {
        return train(PerceptronSpec.quick(seed).with(settings));
    }

    private static TrainedModel train(ModelSpec spec) {
        return new ModelTrainer(2, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());
    }
}
