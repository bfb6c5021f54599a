package io.glyphstream.trainer;

import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.Map;

/** The names of a perceptron's settings. What {@link #write} writes, {@link #read} reads back. */
final class PerceptronSettingsText {

    private PerceptronSettingsText() {}

    static Map<String, String> write(PerceptronSpec spec) {
        var text = new SettingsText();
        var training = spec.training();
        text.put("hidden", training.network().hidden());
        text.put("output", training.network().output());
        text.put("initialization", training.network().initialization());
        text.put("scaling", training.network().scaling());
        LearningText.writeSteps(spec.learning(), text);
        text.put("hidden-dropout", training.regularization().hiddenDropout());
        LearningText.writeImages(spec, text);
        return text.toMap();
    }

    static PerceptronSpec read(SettingsText text) {
        var network = new NetworkSettings(
                text.integers("hidden"),
                text.constant("output", OutputLayer.class),
                text.constant("initialization", Initialization.class),
                text.constant("scaling", InputScaling.class));
        var learning = LearningText.read(text);
        var training = new TrainingSettings(
                network,
                learning.optimizer(),
                learning.schedule(),
                learning.epochSettings(),
                learning.regularization(),
                learning.augmentation(),
                learning.seed());
        return new PerceptronSpec(training, text.decimal("validation-share"));
    }
}
