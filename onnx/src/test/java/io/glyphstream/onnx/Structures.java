package io.glyphstream.onnx;

import static io.glyphstream.onnx.Sketch.whole;
import static io.glyphstream.onnx.Sketch.wholes;

/** Sketches that hold much structure and few weights. */
final class Structures {

    private Structures() {}

    /** Returns a network with branches, computed shapes and most kinds of attributes. */
    static Sketch small() {
        return Sketch.of(13)
                .input("x", 0, 1, 6, 6)
                .weights("w", 2, 1, 3, 3)
                .weights("b", 2)
                .weights("v", 72, 3)
                .number("zero", 0)
                .list("all", -1)
                .list("axis", 0)
                .node("Conv", "x w b", "c", wholes("pads", 1, 1, 1, 1), wholes("strides", 1, 1), whole("group", 1))
                .node("Relu", "c", "r")
                .node(
                        "MaxPool",
                        "r",
                        "m",
                        wholes("kernel_shape", 3, 3),
                        wholes("strides", 1, 1),
                        wholes("pads", 1, 1, 1, 1))
                .node("Add", "c m", "s")
                .node("Shape", "s", "shape")
                .node("Gather", "shape zero", "n")
                .node("Unsqueeze", "n axis", "u")
                .node("Concat", "u all", "d", whole("axis", 0))
                .node("Reshape", "s d", "f")
                .node("MatMul", "f v", "p")
                .node("Softmax", "p", "y", whole("axis", -1));
    }
}
