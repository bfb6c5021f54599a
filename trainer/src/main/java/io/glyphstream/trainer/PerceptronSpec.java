package io.glyphstream.trainer;

import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.Map;

/**
 * A perceptron to be trained.
 *
 * @param validationShare the share of the training images that is set apart: the best epoch is chosen on it, and any
 *     other choice of settings should be; 0 for none
 */
public record PerceptronSpec(TrainingSettings training, double validationShare) implements ModelSpec {

    /** 5,000 of MNIST's 60,000. */
    private static final double USUAL_VALIDATION_SHARE = 1 / 12.0;

    public PerceptronSpec {
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw new IllegalArgumentException("validation share must be within [0, 1) but was " + validationShare);
        }
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
    public String defaultName() {
        return "mlp";
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
    public <T> T accept(Visitor<T> visitor) {
        return visitor.perceptron(this);
    }
}
