package io.glyphstream.onnx;

import io.glyphstream.model.Examples;
import io.glyphstream.model.graph.Activation;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Softmax;
import io.glyphstream.onnx.messages.ValueMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads networks in ONNX's format. */
public final class OnnxImport {

    /** The most bytes that a file may have. */
    public static final long MOST_BYTES = 1L << 28;

    /** How many elements may be computed while a file is read, besides those that it has. */
    private static final long ROOM = 1L << 24;

    private OnnxImport() {}

    /**
     * Returns the network that a file holds.
     *
     * @param bytes of the file
     * @throws InvalidOnnxException if they are no sound network, or one that cannot be run here to the last detail; the
     *     message says what it is and what to do
     */
    public static ImportedNetwork read(byte[] bytes, ImportSettings settings) throws InvalidOnnxException {
        if (bytes.length > MOST_BYTES) {
            throw new InvalidOnnxException(
                    "a file must have at most " + MOST_BYTES + " bytes but has " + bytes.length,
                    "Choose a smaller network");
        }
        OnnxFile file = OnnxFile.read(bytes);
        String output = ScoreOutput.of(file, settings.output());
        List<OnnxNode> nodes = NodeOrder.of(file.nodes(), output);
        ValueMessage declared = input(file, nodes);
        var image = ImageInput.of(declared, settings.layout());
        var builder = new DesignBuilder(image.shape);
        var translation =
                new Translation(file.initializers(), builder, image.dimensions()[0], new Room(ROOM + bytes.length));
        translation.put(declared.getName(), builder.image(image.order, image.dimensions()));
        Flow scores = flat(translation.run(nodes, output), output, builder);
        var notes = new ArrayList<>(translation.notes());
        if (settings.ending() == ImportSettings.Ending.SOFTMAX) {
            scores = builder.add(new Softmax(), scores);
        } else if (!areProbabilities(builder, scores)) {
            notes.add("The scores are as the network returns them, no probabilities; --softmax makes them so.");
        }
        if (image.type == ElementType.DOUBLE) {
            notes.add("The file computes with doubles; here its weights and values are rounded to floats.");
        }
        if (image.type == ElementType.FLOAT16 || translation.isNarrow()) {
            notes.add(
                    "The file computes with 16-bit floats; here its weights are the same, but values are 32-bit floats"
                            + " and not rounded to 16 bits.");
        }
        var names = FileNames.of(file.properties(), scores.values());
        notes.addAll(names.notes());
        boolean isOurs = file.producer().equals(FileBuilder.PRODUCER);
        PixelScale scale = settings.scale().orElse(isOurs ? PixelScale.PLAIN : image.usualScale);
        return new ImportedNetwork(
                network(builder, image, scale, scores),
                file.producer(),
                file.operatorSet(),
                output,
                scale,
                names.classes(),
                notes);
    }

    /** Returns whether a file seems to be in ONNX's format, whole or not. */
    public static boolean isOne(byte[] file) {
        return OnnxFile.isOne(file);
    }

    /** Returns the only input that is needed. */
    private static ValueMessage input(OnnxFile file, List<OnnxNode> nodes) throws InvalidOnnxException {
        var read = new HashSet<String>();
        nodes.forEach(node -> read.addAll(node.inputs()));
        var needed = file.inputs().stream()
                .filter(input -> read.contains(input.getName()))
                .toList();
        if (needed.size() == 1) {
            return needed.get(0);
        }
        if (needed.isEmpty()) {
            throw new InvalidOnnxException(
                    "the scores depend on no input", "Choose another output with --output NAME, or another file");
        }
        throw new InvalidOnnxException(
                "the scores depend on more than one input: "
                        + String.join(
                                ", ", needed.stream().map(ValueMessage::getName).toList()),
                "Export a network that takes images alone");
    }

    private static Flow flat(Flow scores, String output, DesignBuilder builder) throws InvalidOnnxException {
        int classes = scores.values();
        if (scores.node == 0 || classes < 2 || classes > Examples.MAXIMAL_CLASSES) {
            throw new InvalidOnnxException(
                    "the output '" + output + "' must be a score for each of 2 to " + Examples.MAXIMAL_CLASSES
                            + " classes but is " + Dimensions.text(scores.dimensions()),
                    "Choose another with --output NAME");
        }
        return builder.store(scores, Shape.flat(classes), Flow.STORED);
    }

    private static boolean areProbabilities(DesignBuilder builder, Flow scores) {
        return builder.draft(scores).stream()
                .map(DesignBuilder.Draft::operation)
                .anyMatch(last -> last instanceof Softmax || last instanceof Activation.Sigmoid);
    }

    private static GraphNetwork network(DesignBuilder builder, ImageInput image, PixelScale scale, Flow scores)
            throws InvalidOnnxException {
        try {
            return builder.network(image.shape, scale.of(image.shape.channels()), scores);
        } catch (IllegalArgumentException e) {
            throw new InvalidOnnxException(
                    "the network is not within the bounds of this program: " + e.getMessage(),
                    "Choose a smaller network",
                    e);
        }
    }
}
