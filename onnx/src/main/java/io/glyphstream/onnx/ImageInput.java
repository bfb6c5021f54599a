package io.glyphstream.onnx;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.graph.Axis;
import io.glyphstream.onnx.messages.DimensionMessage;
import io.glyphstream.onnx.messages.ValueMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The input of a network that takes images: its shape, and the order in which its values lie. */
final class ImageInput {

    private static final String REMEDY = "Export the network for images of a fixed size, with 1 or 3 channels";

    final InputShape shape;
    final List<Axis> order;
    /** How pixels are scaled where nobody says how. */
    final PixelScale usualScale;

    final ElementType type;

    private final int[] dimensions;

    private ImageInput(InputShape shape, List<Axis> order, int[] dimensions, ElementType type) {
        this.shape = shape;
        this.order = order;
        this.dimensions = dimensions;
        this.usualScale = type.isReal ? PixelScale.ZERO_TO_ONE : PixelScale.PLAIN;
        this.type = type;
    }

    /** Returns the dimensions, with the batch as the first; a batch of any size is one of a single image. */
    int[] dimensions() {
        return dimensions.clone();
    }

    /** Returns what a file says of its input. */
    static ImageInput of(ValueMessage input, Optional<Layout> layout) throws InvalidOnnxException {
        String name = "the input '" + input.getName() + "'";
        var type = input.getType().getTensorType();
        var element = ElementType.of(type.getElemType(), name);
        if (!element.isReal && element != ElementType.UINT8) {
            throw new InvalidOnnxException(
                    name + " must be of floats, 16-bit floats, doubles or bytes but is of "
                            + ElementType.name(type.getElemType()),
                    "Export the network with 32-bit floats");
        }
        int[] dimensions = dimensions(type.getShape().getDimList(), name);
        var order = order(dimensions, layout, name);
        var sides = sides(dimensions, order, name);
        try {
            var shape = new InputShape(sides.get(0), sides.get(1), sides.get(2));
            return new ImageInput(shape, order, dimensions, element);
        } catch (IllegalArgumentException e) {
            throw new InvalidOnnxException(
                    name + " takes no images that there can be, " + Dimensions.text(dimensions) + ": " + e.getMessage(),
                    REMEDY,
                    e);
        }
    }

    private static int[] dimensions(List<DimensionMessage> declared, String name) throws InvalidOnnxException {
        if (declared.size() < 2 || declared.size() > 4) {
            throw new InvalidOnnxException(
                    name + " must have 2 to 4 dimensions, the batch as the first, but has " + declared.size(), REMEDY);
        }
        var sizes = new ArrayList<Long>();
        for (int axis = 0; axis < declared.size(); axis++) {
            long size = declared.get(axis).getDimValue();
            if (size < 1 && axis > 0) {
                String symbol = declared.get(axis).getDimParam();
                throw new InvalidOnnxException(
                        "dimension " + (axis + 1) + " of " + name + " must be a number but is "
                                + (symbol.isEmpty() ? "left open" : "'" + symbol + "'"),
                        REMEDY);
            }
            sizes.add(Math.max(1, size));
        }
        return Dimensions.checked(sizes, name);
    }

    private static List<Axis> order(int[] dimensions, Optional<Layout> layout, String name)
            throws InvalidOnnxException {
        if (layout.isPresent()) {
            return layout.get() == Layout.NCHW ? Flow.CHANNELS_FIRST : Flow.STORED;
        }
        if (dimensions.length == 4) {
            boolean isFirst = isChannels(dimensions[1]);
            boolean isLast = isChannels(dimensions[3]);
            if (isFirst && isLast) {
                throw new InvalidOnnxException(
                        name + " is of " + Dimensions.text(dimensions)
                                + ", which may be channel by channel or place by place",
                        "Say which with --layout nchw or --layout nhwc");
            }
            return isFirst ? Flow.CHANNELS_FIRST : Flow.STORED;
        }
        if (dimensions.length == 2 && side(dimensions[1]) == 0 && side(dimensions[1] / 3) > 0) {
            throw new InvalidOnnxException(
                    name + " is of " + Dimensions.text(dimensions)
                            + ", three channels one after another or side by side",
                    "Say which with --layout nchw or --layout nhwc");
        }
        return Flow.STORED;
    }

    private static boolean isChannels(int size) {
        return size == InputShape.GRAY || size == InputShape.COLOR;
    }

    /** Returns rows, columns and channels. */
    private static List<Integer> sides(int[] dimensions, List<Axis> order, String name) throws InvalidOnnxException {
        if (dimensions.length == 4) {
            return order.equals(Flow.CHANNELS_FIRST)
                    ? List.of(dimensions[2], dimensions[3], dimensions[1])
                    : List.of(dimensions[1], dimensions[2], dimensions[3]);
        }
        if (dimensions.length == 3 && dimensions[1] > 1) {
            return List.of(dimensions[1], dimensions[2], InputShape.GRAY);
        }
        int values = dimensions[dimensions.length - 1];
        if (side(values) > 0) {
            return List.of(side(values), side(values), InputShape.GRAY);
        }
        if (values % InputShape.COLOR == 0 && side(values / InputShape.COLOR) > 0) {
            return List.of(side(values / InputShape.COLOR), side(values / InputShape.COLOR), InputShape.COLOR);
        }
        throw new InvalidOnnxException(name + " has " + values + " values, which are no square image", REMEDY);
    }

    /** Returns the side of a square of so many places, or 0. */
    private static int side(int places) {
        int side = (int) Math.round(Math.sqrt(places));
        return side * side == places ? side : 0;
    }
}
