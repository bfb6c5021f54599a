package io.glyphstream.onnx;

import io.glyphstream.model.graph.GraphNetwork;
import java.util.List;

/**
 * A network that was read from a file.
 *
 * @param producer what wrote the file, such as {@code pytorch 2.0.0}; empty if the file does not say
 * @param operatorSet the version of ONNX's operators
 * @param output the name of the value that is the scores
 * @param scale how pixels become inputs
 * @param classNames what the file calls the classes, in their order; empty if it does not say
 * @param notes what the user should know of how it was read, a sentence each
 */
public record ImportedNetwork(
        GraphNetwork network,
        String producer,
        int operatorSet,
        String output,
        PixelScale scale,
        List<String> classNames,
        List<String> notes) {

    public ImportedNetwork {
        classNames = List.copyOf(classNames);
        notes = List.copyOf(notes);
    }
}
