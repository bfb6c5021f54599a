package io.glyphstream.onnx;

import ai.onnxruntime.OrtException;
import java.util.List;

/** A sketch that is read here and run by ONNX Runtime, on the same random images. */
final class SketchedNetwork {

    private static final int IMAGES = 5;
    private static final PixelScale SCALE = new PixelScale(1 / 255.0, List.of(0.4), List.of(0.5));

    private SketchedNetwork() {}

    /** Returns how far apart all values are that both return. */
    static Agreement compared(Sketch sketch) throws InvalidOnnxException, OrtException {
        byte[] file = sketch.bytes();
        var network = OnnxImport.read(file, ImportSettings.none().with(SCALE)).network();
        byte[] pixels = Pixels.random(IMAGES * network.input().values(), 3);
        var scores = network.score(pixels, IMAGES);
        long[] dimensions = sketch.inputDimensions().clone();
        boolean isChannelsFirst =
                dimensions.length == 4 && dimensions[1] == network.input().channels();
        float[] values = Pixels.scaled(pixels, SCALE);
        float[] inputs = isChannelsFirst
                ? Pixels.channelByChannel(values, network.input().channels(), network.rows() * network.columns())
                : values;
        dimensions[0] = dimensions[0] == 0 ? IMAGES : dimensions[0];
        try (var oracle = new Oracle(file)) {
            return Agreement.of(scores, oracle.run(inputs, dimensions, sketch.last()));
        }
    }
}
