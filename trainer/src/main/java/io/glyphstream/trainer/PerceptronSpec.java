package io.glyphstream.trainer;

import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.List;
import java.util.Map;

/**
 * A perceptron to be trained.
 *
 * @param validationShare the share of the training images that is set apart: the best epoch is chosen on it, and any
 *     other choice of settings should be; 0 for none
 */
public record PerceptronSpec(TrainingSettings training, double validationShare)
        implements LearningSpec<PerceptronSpec> {

    /** The perceptron among the kinds that can be trained. */
    static final SpecKind KIND = new SpecKind(
            List.of(Perceptron.KIND), "mlp", Preset.texts(), SpecKind.Weights.OWN_OR_OF_ANOTHER, PerceptronSpec::read);

    /** 5,000 of MNIST's 60,000. */
    static final double USUAL_VALIDATION_SHARE = 1 / 12.0;

    public PerceptronSpec {
        LearningSpec.requireShare(validationShare);
    }

    /** A good network within seconds, of images that are as many and as large as MNIST's. */
    public static PerceptronSpec quick(long seed) {
        return of(Preset.QUICK, seed);
    }

    /** The best network that a few minutes give, of images that are as many and as large as MNIST's. */
    public static PerceptronSpec accurate(long seed) {
        return of(Preset.ACCURATE, seed);
    }

    static PerceptronSpec of(Preset preset, long seed) {
        return new PerceptronSpec(preset.settings(seed), USUAL_VALIDATION_SHARE);
    }

    @Override
    public SpecKind kind() {
        return KIND;
    }

    @Override
    public LearningSettings learning() {
        return training.learning();
    }

    @Override
    public long seed() {
        return training.seed();
    }

    @Override
    public Map<String, String> settings() {
        return PerceptronSettingsText.write(this);
    }

    @Override
    public PerceptronSpec with(Map<String, String> changes) {
        var spec = PerceptronSettingsText.read(SettingsText.changed(settings(), changes));
        SettingsText.requireKnown(changes, spec.settings());
        return spec;
    }

    @Override
    public Fitted fit(Fitting fitting) {
        return new PerceptronFitting(fitting).given(this);
    }

    /** With a preset settings follow from the data; without one all are given. */
    private static ModelSpec read(String preset, long seed, Map<String, String> settings) {
        return preset.isEmpty()
                ? quick(seed).with(settings)
                : PerceptronPlan.of(Preset.of(preset), seed).with(settings);
    }
}
