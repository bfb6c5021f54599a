package io.glyphstream.onnx;

import java.util.Map;
import java.util.TreeMap;

/** The operators that are read. */
final class Operators {

    private static final Map<String, Operator> ALL = new TreeMap<>();

    static {
        ALL.put("Conv", LinearOperators::convolution);
        ALL.put("Gemm", LinearOperators::generalProduct);
        ALL.put("MatMul", LinearOperators::product);
        ALL.put("Pad", PadOperator::padding);
        ALL.put("BatchNormalization", ScaleOperators::normalization);
        ALL.put("Add", ScaleOperators::sum);
        ALL.put("Sum", ScaleOperators::sum);
        ALL.put("Sub", ScaleOperators::difference);
        ALL.put("Mul", ScaleOperators::product);
        ALL.put("Div", ScaleOperators::quotient);
        ALL.put("Neg", ScaleOperators::negation);
        ALL.put("Relu", ElementOperators::rectifier);
        ALL.put("LeakyRelu", ElementOperators::leakyRectifier);
        ALL.put("Sigmoid", ElementOperators::sigmoid);
        ALL.put("Tanh", ElementOperators::tangent);
        ALL.put("Clip", ElementOperators::clip);
        ALL.put("Softmax", ElementOperators::softmax);
        ALL.put("LogSoftmax", ElementOperators::logarithmOfSoftmax);
        ALL.put("HardSigmoid", ElementOperators::hardSigmoid);
        ALL.put("HardSwish", ElementOperators::hardSwish);
        ALL.put("Swish", ElementOperators::swish);
        ALL.put("Expand", FlowPairs::expansion);
        ALL.put("MaxPool", PoolOperators::maximum);
        ALL.put("AveragePool", PoolOperators::average);
        ALL.put("GlobalAveragePool", PoolOperators::globalMean);
        ALL.put("GlobalMaxPool", PoolOperators::globalMaximum);
        ALL.put("ReduceMean", PoolOperators::mean);
        ALL.put("ReduceMax", PoolOperators::largest);
        ALL.put("Reshape", LayoutOperators::reshape);
        ALL.put("Flatten", LayoutOperators::flatten);
        ALL.put("Squeeze", LayoutOperators::squeeze);
        ALL.put("Unsqueeze", LayoutOperators::unsqueeze);
        ALL.put("Transpose", LayoutOperators::transpose);
        ALL.put("Concat", LayoutOperators::concatenate);
        ALL.put("Identity", LayoutOperators::identity);
        ALL.put("Dropout", LayoutOperators::dropout);
        ALL.put("Cast", LayoutOperators::cast);
        ALL.put("Shape", ConstantOperators::shape);
        ALL.put("Constant", ConstantOperators::constant);
        ALL.put("ConstantOfShape", ConstantOperators::filled);
        ALL.put("Gather", ConstantOperators::gather);
        ALL.put("Slice", ConstantOperators::slice);
    }

    private Operators() {}

    /**
     * Returns what is made of a node.
     *
     * @throws InvalidOnnxException if its operator is not known
     */
    static Operator of(OnnxNode node) throws InvalidOnnxException {
        Operator operator = ALL.get(node.operator());
        if (operator == null) {
            throw new InvalidOnnxException(
                    "the operator " + node + " is not known here",
                    "Known are " + String.join(", ", ALL.keySet())
                            + ". Choose an output before it with --output, or export the network without it");
        }
        return operator;
    }
}
