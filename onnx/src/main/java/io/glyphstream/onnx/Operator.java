package io.glyphstream.onnx;

/** What is made of a node of a file. */
@FunctionalInterface
interface Operator {

    /** Returns the first output; nodes that it needs go into the design. */
    Value apply(Operands operands) throws InvalidOnnxException;
}
