package io.glyphstream.onnx;

import io.glyphstream.model.graph.LogSoftmax;
import io.glyphstream.model.graph.Softmax;
import io.glyphstream.onnx.messages.TensorMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file on its way to a design: the values that are known so far, and the nodes that were made of them. */
final class Translation {

    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, TensorMessage> initializers;
    private final DesignBuilder builder;
    private final int batch;
    private final List<String> notes = new ArrayList<>();
    private final Room room;
    private boolean isNarrow;

    /** @param batch how many images the file computes with at once, as far as its dimensions say */
    Translation(Map<String, TensorMessage> initializers, DesignBuilder builder, int batch, Room room) {
        this.initializers = initializers;
        this.builder = builder;
        this.batch = batch;
        this.room = room;
    }

    DesignBuilder builder() {
        return builder;
    }

    Room room() {
        return room;
    }

    int batch() {
        return batch;
    }

    /** Says that the file rounds values to floats of 16 bits. */
    void tookNarrow() {
        isNarrow = true;
    }

    /** Returns whether the file rounds values to floats of 16 bits, which is not done here. */
    boolean isNarrow() {
        return isNarrow;
    }

    /** Adds what the user should know of how the file was read. */
    void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    List<String> notes() {
        return notes;
    }

    /** Names the image. */
    void put(String name, Flow image) {
        values.put(name, image);
    }

    /** Translates nodes, each of which comes after those that it reads, and returns what the last one is needed for. */
    Flow run(List<OnnxNode> nodes, String output) throws InvalidOnnxException {
        nodes.forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        readers.merge(output, 1, Integer::sum);
        for (OnnxNode node : nodes) {
            values.put(node.outputs().get(0), translate(node));
        }
        Value value = find(output)
                .orElseThrow(() -> new InvalidOnnxException(
                        "the output '" + output + "' comes from no node that is read here",
                        "Choose another with --output"));
        Flow scores = value.match(new Value.Cases<Flow>() {
            @Override
            public Flow known(Tensor tensor) throws InvalidOnnxException {
                throw new InvalidOnnxException(
                        "the output '" + output + "' does not depend on the image", "Choose another with --output");
            }

            @Override
            public Flow flow(Flow flow) {
                return flow;
            }
        });
        if (builder.draft(scores).stream().map(DesignBuilder.Draft::operation).anyMatch(new LogSoftmax()::equals)) {
            note("The file returns logarithms of probabilities; here the scores are the probabilities.");
            return builder.replace(scores, new Softmax(), Parameters.none());
        }
        return scores;
    }

    private Value translate(OnnxNode node) throws InvalidOnnxException {
        if (node.outputs().isEmpty()) {
            throw node.unfit("returns nothing", "The file is damaged or breaks ONNX's rules; export it again");
        }
        try {
            Value value = Operators.of(node).apply(new Operands(node, this));
            if (value instanceof Flow flow && flow.dimension(0) != batch) {
                throw node.unfit(
                        "mixes the images of a batch: it returns " + Dimensions.text(flow.dimensions())
                                + " where the first must be the batch, " + batch,
                        "Export a network that keeps the batch as its first dimension");
            }
            return value;
        } catch (IllegalArgumentException | ArithmeticException | NegativeArraySizeException e) {
            throw new InvalidOnnxException(
                    node + " cannot be done here: " + e.getMessage(), "Choose a network within these bounds", e);
        }
    }

    /** Returns a value for a node that reads it. */
    Optional<Value> find(String name) throws InvalidOnnxException {
        Value value = values.get(name);
        if (value == null) {
            TensorMessage message = initializers.get(name);
            if (message == null) {
                return Optional.empty();
            }
            value = new Value.Known(TensorReader.read(message, "the initializer '" + name + "'"));
            values.put(name, value);
        }
        boolean isShared = readers.getOrDefault(name, 0) > 1;
        return Optional.of(value instanceof Flow flow && isShared ? flow.shared() : value);
    }
}
