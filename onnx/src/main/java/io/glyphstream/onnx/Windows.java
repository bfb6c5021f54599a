package io.glyphstream.onnx;

import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Span;
import io.glyphstream.model.graph.Window;
import java.util.List;

/** The windows of convolutions and pools, as attributes say them. */
final class Windows {

    private static final String REMEDY = "The file is damaged or breaks ONNX's rules; export it again";

    private Windows() {}

    /** Returns a value stored place by place; it must be a batch of images, channel by channel. */
    static Flow image(Flow flow, Operands operands) throws InvalidOnnxException {
        if (flow.axes() != 4) {
            throw operands.node.unfit(
                    "must have images as input (batch x channels x rows x columns) but that is "
                            + Dimensions.text(flow.dimensions()),
                    "Networks with windows along one axis, or three, are not read here");
        }
        var shape = new Shape(flow.dimension(2), flow.dimension(3), flow.dimension(1));
        return operands.builder().store(flow, shape, Flow.CHANNELS_FIRST);
    }

    /** Adds a node that makes an image of an image. */
    static Flow applied(Operation operation, Parameters weights, Flow flow, Operands operands) {
        Shape shape = operation.outputOf(List.of(flow.shape));
        int[] dimensions = {flow.dimension(0), shape.channels(), shape.rows(), shape.columns()};
        return operands.builder().add(operation, weights, List.of(flow), Flow.CHANNELS_FIRST, dimensions);
    }

    /**
     * Returns the window of a node.
     *
     * @param sides its rows and columns
     */
    static Window of(OnnxNode node, Flow flow, int[] sides) throws InvalidOnnxException {
        return new Window(span(node, 0, flow.shape.rows(), sides[0]), span(node, 1, flow.shape.columns(), sides[1]));
    }

    /** Returns the sides that a pool says. */
    static int[] sides(OnnxNode node) throws InvalidOnnxException {
        return new int[] {at(node, "kernel_shape", 2, 0, 0), at(node, "kernel_shape", 2, 1, 0)};
    }

    private static Span span(OnnxNode node, int axis, int length, int side) throws InvalidOnnxException {
        int stride = at(node, "strides", 2, axis, 1);
        int dilation = at(node, "dilations", 2, axis, 1);
        if (at(node, "kernel_shape", 2, axis, side) != side) {
            throw node.unfit("has weights of another size than its kernel_shape", REMEDY);
        }
        String padding = node.text("auto_pad", "NOTSET");
        return switch (padding) {
            case "NOTSET", "" ->
                ceiling(
                        node,
                        new Span(
                                side, stride, dilation, at(node, "pads", 4, axis, 0), at(node, "pads", 4, axis + 2, 0)),
                        length);
            case "VALID" -> ceiling(node, new Span(side, stride, dilation, 0, 0), length);
            case "SAME_UPPER", "SAME_LOWER" -> {
                new Span(side, stride, dilation, 0, 0);
                long places = (length + (long) stride - 1) / stride;
                long extent = (side - 1L) * dilation + 1;
                int missing = Math.toIntExact(Math.max(0, (places - 1) * stride + extent - length));
                int less = missing / 2;
                yield padding.equals("SAME_UPPER")
                        ? new Span(side, stride, dilation, less, missing - less)
                        : new Span(side, stride, dilation, missing - less, less);
            }
            default -> throw node.unfit("has an auto_pad of '" + padding + "', which is not known here", REMEDY);
        };
    }

    /** Where a last window may reach beyond the edge, it gets the padding that it needs for that. */
    private static Span ceiling(OnnxNode node, Span span, int length) throws InvalidOnnxException {
        if (node.whole("ceil_mode", 0) == 0) {
            return span;
        }
        long extent = (span.length() - 1L) * span.dilation() + 1;
        long room = length + (long) span.before() + span.after() - extent;
        if (room < 0) {
            return span;
        }
        long places = (room + span.stride() - 1) / span.stride() + 1;
        // A window that would begin behind the image and its padding before it is left out.
        if ((places - 1) * span.stride() >= (long) length + span.before()) {
            places--;
        }
        long more = (places - 1) * span.stride() - room;
        if (more <= 0) {
            return span;
        }
        if (node.whole("count_include_pad", 0) != 0) {
            throw node.unfit(
                    "has both ceil_mode and count_include_pad, and windows beyond the padding",
                    "Export the network without ceil_mode");
        }
        return new Span(
                span.length(), span.stride(), span.dilation(), span.before(), Math.toIntExact(span.after() + more));
    }

    /** Returns one of an attribute's numbers. */
    private static int at(OnnxNode node, String name, int count, int index, int otherwise) throws InvalidOnnxException {
        var numbers = node.wholes(name);
        if (numbers.isEmpty()) {
            return otherwise;
        }
        if (numbers.get().length != count) {
            throw node.unfit("must have " + count + " numbers as " + name + " but has " + numbers.get().length, REMEDY);
        }
        return Math.toIntExact(numbers.get()[index]);
    }
}
