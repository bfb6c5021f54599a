package io.glyphstream.trainer;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.matrix.RandomStream;
import io.glyphstream.model.Classifier;
import io.glyphstream.schemas.Probe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Images with the exact outputs of a model, which prove that it arrived whole. */
final class Probes {

    private static final int MOST = 16;
    private static final long SEED = 1;

    /** Half of what a record may have: the rest is for the confusion matrix, names of classes and all else. */
    private static final int MOST_BYTES = 512 * 1024;

    private Probes() {}

    /** Returns held-out images, evenly spread, with their outputs to the bit; few where images are large, and none of the largest. */
    static List<Probe> of(Classifier classifier, LabeledImages heldOut) {
        var count = Math.min(most(classifier), heldOut.size());
        var probes = new ArrayList<Probe>();
        for (var i = 0; i < count; i++) {
            probes.add(probe(classifier, heldOut.pixels((int) ((long) i * heldOut.size() / count))));
        }
        return probes;
    }

    /** Returns images that are drawn at random, from almost empty to full, with their outputs to the bit; as few of large images. */
    static List<Probe> drawn(Classifier classifier) {
        var count = most(classifier);
        var probes = new ArrayList<Probe>();
        for (var i = 0; i < count; i++) {
            var random = RandomStream.of(SEED, i);
            var pixels = new byte[classifier.input().values()];
            for (var pixel = 0; pixel < pixels.length; pixel++) {
                var ink = (byte) random.nextInt(256);
                pixels[pixel] = random.nextInt(count) <= i ? ink : 0;
            }
            probes.add(probe(classifier, pixels));
        }
        return probes;
    }

    private static int most(Classifier classifier) {
        return Math.min(MOST, MOST_BYTES / classifier.input().values());
    }

    private static Probe probe(Classifier classifier, byte[] pixels) {
        var scores = classifier.score(pixels, 1);
        var outputs = new ArrayList<Float>();
        for (var output : scores.outputs(0)) {
            outputs.add(output);
        }
        return new Probe(ByteBuffer.wrap(pixels), scores.label(0), outputs);
    }
}
