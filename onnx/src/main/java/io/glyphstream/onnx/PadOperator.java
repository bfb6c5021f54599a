package io.glyphstream.onnx;

import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Span;
import io.glyphstream.model.graph.Window;
import java.util.Arrays;
import java.util.List;

/** Zeros around an image, as a convolution of each channel with a window of one place. */
final class PadOperator {

    private static final int AS_INPUT = 11;
    private static final int AXES = 4;
    private static final String REMEDY = "Such networks are not read here";

    private PadOperator() {}

    static Value padding(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        Flow flow = operands.flow(0);
        requireZeros(operands);
        long[] pads = operands.list("pads", 1, AS_INPUT)
                .orElseThrow(() -> node.unfit("must say how much to add", "Export the network again"));
        if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
            return flow;
        }
        if (flow.axes() != AXES || pads.length != 2 * AXES) {
            throw node.unfit("adds to what is no image", REMEDY);
        }
        boolean isChannelsFirst = pads[1] == 0 && pads[1 + AXES] == 0;
        int first = isChannelsFirst ? 2 : 1;
        for (int axis = 0; axis < AXES; axis++) {
            boolean isSide = axis == first || axis == first + 1;
            long most = isSide ? Dimensions.MOST_ELEMENTS : 0;
            if (Math.min(pads[axis], pads[axis + AXES]) < 0 || Math.max(pads[axis], pads[axis + AXES]) > most) {
                throw node.unfit("adds " + Arrays.toString(pads), REMEDY);
            }
        }
        return padded(flow, pads, isChannelsFirst, operands);
    }

    private static void requireZeros(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("mode", "pads", "value");
        boolean isZero = node.real("value", 0) == 0
                && (!operands.has(2) || operands.known(2).single("what " + node + " adds") == 0);
        if (!node.text("mode", "constant").equals("constant") || !isZero || operands.has(3)) {
            throw node.unfit("adds something else than zeros around the image", REMEDY);
        }
    }

    private static Flow padded(Flow flow, long[] pads, boolean isChannelsFirst, Operands operands) {
        int first = isChannelsFirst ? 2 : 1;
        int channels = flow.dimension(isChannelsFirst ? 1 : AXES - 1);
        List<Axis> order = isChannelsFirst ? Flow.CHANNELS_FIRST : Flow.STORED;
        var shape = new Shape(flow.dimension(first), flow.dimension(first + 1), channels);
        Flow stored = operands.builder().store(flow, shape, order);
        var window = new Window(span(pads, first), span(pads, first + 1));
        var ones = new float[channels];
        Arrays.fill(ones, 1);
        int[] dimensions = flow.dimensions();
        for (int axis = first; axis < first + 2; axis++) {
            dimensions[axis] = Math.toIntExact(dimensions[axis] + pads[axis] + pads[axis + AXES]);
        }
        return operands.builder()
                .add(
                        new Convolution(channels, channels, window),
                        new Parameters(ones, new float[channels]),
                        List.of(stored),
                        order,
                        dimensions);
    }

    private static Span span(long[] pads, int axis) {
        return new Span(1, 1, 1, Math.toIntExact(pads[axis]), Math.toIntExact(pads[axis + AXES]));
    }
}
