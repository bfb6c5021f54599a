package io.glyphstream.onnx;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.network.ConvolutionalNetwork;
import io.glyphstream.model.network.NetworkEnsemble;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.List;

/** Writes networks in ONNX's format, with the scaling of pixels as nodes: a file takes pixels of 0 to 255 as floats. */
public final class OnnxExport {

    private OnnxExport() {}

    /**
     * Returns a network as a file.
     *
     * @param classNames what its classes are called, in their order; empty if they have no names
     * @throws IllegalArgumentException if it is no network, or does what ONNX has no operator for
     */
    public static byte[] write(Classifier classifier, List<String> classNames) {
        var file = new FileBuilder(classNames);
        if (classifier instanceof Perceptron perceptron) {
            return ChainExport.write(perceptron, file);
        }
        if (classifier instanceof ConvolutionalNetwork network) {
            return ChainExport.write(network, file);
        }
        if (classifier instanceof NetworkEnsemble ensemble) {
            return ChainExport.write(ensemble, file);
        }
        if (classifier instanceof GraphNetwork network) {
            return GraphExport.write(network, file);
        }
        throw new IllegalArgumentException(
                "only networks can be written in ONNX's format, but this model is of the kind "
                        + classifier.kind().name());
    }
}
