package io.glyphstream.trainer;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.NetworkDesign;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.model.network.Shape;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.List;
import java.util.Map;

/**
 * A convolutional network to be trained, or an ensemble of several.
 *
 * @param layers all but the last, in words: {@code conv16x5,pool2,dense128}; see {@code NetworkLayers}
 * @param members how many networks; the outputs of several are averaged
 * @param validationShare the share of the training images that is set apart: the best epoch is chosen on it, and any
 *     other choice of settings should be; 0 for none
 */
public record NetworkSpec(String layers, int members, LearningSettings learning, double validationShare)
        implements LearningSpec<NetworkSpec> {

    /** The convolutional network among the kinds that can be trained. */
    static final SpecKind KIND = new SpecKind(
            List.of(ConvolutionalNetwork.KIND, NetworkEnsemble.KIND),
            "cnn",
            Preset.texts(),
            SpecKind.Weights.OWN_OR_OF_ANOTHER,
            NetworkSpec::read);

    /** Of models that are no ensemble. */
    private static final int ALONE = 1;

    public NetworkSpec {
        layers = NetworkLayers.text(NetworkLayers.read(layers));
        if (members < ALONE || members > NetworkEnsemble.MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "members must be within [" + ALONE + ", " + NetworkEnsemble.MOST_MEMBERS + "] but was " + members);
        }
        LearningSpec.requireShare(validationShare);
    }

    /** A good network within half a minute, of images that are as many and as large as MNIST's. */
    public static NetworkSpec quick(long seed) {
        return Preset.QUICK.network(seed);
    }

    /** Returns the layers, and how they begin. */
    NetworkDesign design() {
        return NetworkDesign.classifier(NetworkLayers.read(layers));
    }

    /** Returns whether it is more than one network. */
    boolean isEnsemble() {
        return members > ALONE;
    }

    @Override
    public SpecKind kind() {
        return KIND;
    }

    @Override
    public long seed() {
        return learning.seed();
    }

    @Override
    public Map<String, String> settings() {
        var text = new SettingsText();
        text.put("layers", layers);
        text.put("members", members);
        LearningText.writeSteps(learning, text);
        text.put("hidden-dropout", learning.regularization().hiddenDropout());
        text.put("selective-backprop", learning.selection());
        LearningText.writeImages(this, text);
        return text.toMap();
    }

    @Override
    public NetworkSpec with(Map<String, String> changes) {
        var text = SettingsText.changed(settings(), changes);
        var spec = new NetworkSpec(
                text.text("layers"),
                text.integer("members", ALONE),
                LearningText.read(text),
                text.decimal("validation-share"));
        SettingsText.requireKnown(changes, spec.settings());
        return spec;
    }

    @Override
    public void requireFit(LabeledImages training) {
        requireFit(Evaluation.input(training), training.classes());
    }

    /** Refuses images that the layers do not fit. */
    void requireFit(InputShape images, int classes) {
        try {
            var form = design().form(Shape.of(images), classes);
            if (isEnsemble()) {
                NetworkEnsemble.requireWithinBounds(form, members);
            }
        } catch (IllegalArgumentException misfit) {
            throw new IllegalArgumentException(
                    "the layers " + layers + " do not fit images of " + images + ": " + misfit.getMessage(), misfit);
        }
    }

    @Override
    public Fitted fit(Fitting fitting) {
        return new NetworkFitting(fitting).given(this);
    }

    /** With a preset settings follow from the data; without one all are given. */
    private static ModelSpec read(String preset, long seed, Map<String, String> settings) {
        return preset.isEmpty()
                ? quick(seed).with(settings)
                : NetworkPlan.of(Preset.of(preset), seed).with(settings);
    }
}
