package io.glyphstream.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import io.glyphstream.onnx.messages.GraphMessage;
import io.glyphstream.onnx.messages.ModelMessage;
import io.glyphstream.onnx.messages.NodeMessage;
import io.glyphstream.onnx.messages.OperatorSetMessage;
import io.glyphstream.onnx.messages.PropertyMessage;
import io.glyphstream.onnx.messages.TensorMessage;
import io.glyphstream.onnx.messages.ValueMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a file says, with its names checked: each value comes from one place. */
final class OnnxFile {

    private static final int OLDEST_SET = 7;
    private static final int NEWEST_SET = 24;
    private static final int MOST_NODES = 20_000;
    /** The number of the field that has the version of the format, as protocol buffers write it. */
    private static final byte VERSION_TAG = 8;

    private static final int MOST_VERSIONS = 100;
    private static final String REMEDY = "The file is damaged or breaks ONNX's rules; export it again";

    private final ModelMessage model;
    private final int operatorSet;
    private final List<OnnxNode> nodes;
    private final Map<String, TensorMessage> initializers;
    private final List<ValueMessage> inputs;

    private OnnxFile(ModelMessage model) throws InvalidOnnxException {
        this.model = model;
        this.operatorSet = operatorSet(model);
        GraphMessage graph = model.getGraph();
        if (graph.getNodeCount() > MOST_NODES) {
            throw new InvalidOnnxException(
                    "a network must have at most " + MOST_NODES + " nodes but has " + graph.getNodeCount(),
                    "Choose a smaller network");
        }
        this.initializers = initializers(graph);
        this.inputs = inputs(graph);
        this.nodes = nodes(graph.getNodeList(), operatorSet);
        requireNamedOnce();
    }

    /**
     * Returns what the bytes of a file say.
     *
     * @throws InvalidOnnxException if they are no ONNX file, or one of a version that is not read here
     */
    static OnnxFile read(byte[] bytes) throws InvalidOnnxException {
        try {
            ModelMessage model = ModelMessage.parseFrom(bytes);
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw new InvalidOnnxException("the file holds no network in ONNX's format", "Name another file");
            }
            return new OnnxFile(model);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidOnnxException(
                    "the file is no whole ONNX file: it ends too early or is damaged", "Copy or export it again", e);
        }
    }

    /** Returns whether the bytes begin as all known writers begin, with the version of the format, or can be read. */
    static boolean isOne(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == VERSION_TAG && bytes[1] > 0 && bytes[1] < MOST_VERSIONS) {
            return true;
        }
        try {
            return ModelMessage.parseFrom(bytes).getGraph().getNodeCount() > 0;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** Returns the version of ONNX's own set of operators. */
    int operatorSet() {
        return operatorSet;
    }

    /** Returns what wrote the file, such as {@code pytorch 2.0.0}; empty if the file does not say. */
    String producer() {
        return (model.getProducerName() + " " + model.getProducerVersion()).trim();
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    Map<String, TensorMessage> initializers() {
        return initializers;
    }

    /** Returns the inputs, without those that have a value in the file. */
    List<ValueMessage> inputs() {
        return inputs;
    }

    /** Returns what the file says of itself beside the network. */
    List<PropertyMessage> properties() {
        return model.getMetadataPropsList();
    }

    List<ValueMessage> outputs() {
        return model.getGraph().getOutputList();
    }

    private static int operatorSet(ModelMessage model) throws InvalidOnnxException {
        for (OperatorSetMessage set : model.getOpsetImportList()) {
            if (OnnxNode.isStandard(set.getDomain())) {
                if (set.getVersion() < OLDEST_SET || set.getVersion() > NEWEST_SET) {
                    throw new InvalidOnnxException(
                            "the version of the operator set must be within [" + OLDEST_SET + ", " + NEWEST_SET
                                    + "] but is " + set.getVersion(),
                            "Export the network with opset 13, or convert it with onnx.version_converter");
                }
                return (int) set.getVersion();
            }
        }
        throw new InvalidOnnxException("the file names no version of ONNX's operator set", REMEDY);
    }

    private static Map<String, TensorMessage> initializers(GraphMessage graph) throws InvalidOnnxException {
        var initializers = new LinkedHashMap<String, TensorMessage>();
        for (TensorMessage tensor : graph.getInitializerList()) {
            if (initializers.put(tensor.getName(), tensor) != null) {
                throw twice("initializer", tensor.getName());
            }
        }
        for (var sparse : graph.getSparseInitializerList()) {
            throw new InvalidOnnxException(
                    "the initializer '" + sparse.getValues().getName() + "' is sparse, which is not read here",
                    "Export the network with dense weights");
        }
        return initializers;
    }

    private List<ValueMessage> inputs(GraphMessage graph) throws InvalidOnnxException {
        var names = new HashSet<String>();
        var open = new ArrayList<ValueMessage>();
        for (ValueMessage input : graph.getInputList()) {
            if (!names.add(input.getName())) {
                throw twice("input", input.getName());
            }
            if (!initializers.containsKey(input.getName())) {
                open.add(input);
            }
        }
        return open;
    }

    private static List<OnnxNode> nodes(List<NodeMessage> messages, int operatorSet) {
        var nodes = new ArrayList<OnnxNode>();
        for (int i = 0; i < messages.size(); i++) {
            nodes.add(new OnnxNode(messages.get(i), i + 1, operatorSet));
        }
        return nodes;
    }

    private void requireNamedOnce() throws InvalidOnnxException {
        Set<String> named = new HashSet<>(initializers.keySet());
        inputs.forEach(input -> named.add(input.getName()));
        for (OnnxNode node : nodes) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && !named.add(output)) {
                    throw new InvalidOnnxException(
                            "two values have the name '" + output + "', the second one from " + node,
                            "Each value of a graph must have a name of its own; export the network again");
                }
            }
        }
        var outputs = new HashMap<String, String>();
        for (ValueMessage output : outputs()) {
            if (outputs.put(output.getName(), output.getName()) != null) {
                throw twice("output", output.getName());
            }
        }
    }

    private static InvalidOnnxException twice(String what, String name) {
        return new InvalidOnnxException("two " + what + "s have the name '" + name + "'", REMEDY);
    }
}
