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

    private Probes() {}

    /** Returns held-out images, evenly spread, with their outputs to the bit. */
    static List<Probe> of(Classifier classifier, LabeledImages heldOut) {
        var count = Math.min(MOST, heldOut.size());
        var probes = new ArrayList<Probe>();
        for (var i = 0; i < count; i++) {
            probes.add(probe(
                    classifier,
                    heldOut.image((int) ((long) i * heldOut.size() / count)).pixels()));
        }
        return probes;
    }

    /** Returns images that are drawn at random, from almost empty to full, with their outputs to the bit. */
    static List<Probe> drawn(Classifier classifier) {
        var probes = new ArrayList<Probe>();
        for (var i = 0; i < MOST; i++) {
            var random = RandomStream.of(SEED, i);
            var pixels = new byte[classifier.input().values()];
            for (var pixel = 0; pixel < pixels.length; pixel++) {
                var ink = (byte) random.nextInt(256);
                pixels[pixel] = random.nextInt(MOST) <= i ? ink : 0;
            }
            probes.add(probe(classifier, pixels));
        }
        return probes;
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
