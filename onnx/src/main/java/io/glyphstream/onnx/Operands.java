package io.glyphstream.onnx;

import java.util.Optional;

/** A node and the values that come to it. */
final class Operands {

    final OnnxNode node;
    final Translation translation;

    Operands(OnnxNode node, Translation translation) {
        this.node = node;
        this.translation = translation;
    }

    DesignBuilder builder() {
        return translation.builder();
    }

    /** Returns how many values come to it, those that are left out at the end not counted. */
    int count() {
        return node.inputs().size();
    }

    /** Returns whether it has a value at this place. */
    boolean has(int index) {
        return !node.input(index).isEmpty();
    }

    Value value(int index) throws InvalidOnnxException {
        String name = node.input(index);
        if (name.isEmpty()) {
            throw node.unfit(
                    "must have an input " + (index + 1) + " but has none",
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        Optional<Value> found = translation.find(name);
        return found.orElseThrow(() -> node.unfit(
                "reads '" + name + "', which neither an input for images nor a node that is read here returns",
                "Export a network with one input, for inference"));
    }

    /** Returns the value that depends on the image. */
    Flow flow(int index) throws InvalidOnnxException {
        return value(index).match(new Value.Cases<>() {
            @Override
            public Flow known(Tensor tensor) throws InvalidOnnxException {
                throw node.unfit(
                        "has a constant where a value that depends on the image must be, as input " + (index + 1),
                        "Fold constants before the export");
            }

            @Override
            public Flow flow(Flow flow) {
                return flow;
            }
        });
    }

    boolean isKnown(int index) throws InvalidOnnxException {
        return has(index) && value(index) instanceof Value.Known;
    }

    /** Returns the constant at this place. */
    Tensor known(int index) throws InvalidOnnxException {
        return value(index).match(new Value.Cases<>() {
            @Override
            public Tensor known(Tensor tensor) {
                return tensor;
            }

            @Override
            public Tensor flow(Flow flow) throws InvalidOnnxException {
                throw node.unfit(
                        "must have a constant as input " + (index + 1) + " but that depends on the image",
                        "Such networks are not read here");
            }
        });
    }

    /** Returns the numbers of a constant input that is a list. */
    long[] wholes(int index) throws InvalidOnnxException {
        return known(index).wholes("input " + (index + 1) + " of " + node);
    }

    /**
     * Returns a list that older operator sets have as an attribute and newer ones as an input.
     *
     * @param since the first operator set that has it as an input
     */
    Optional<long[]> list(String attribute, int index, int since) throws InvalidOnnxException {
        if (node.operatorSet() < since) {
            return node.wholes(attribute);
        }
        return has(index) ? Optional.of(wholes(index)) : Optional.empty();
    }
}
