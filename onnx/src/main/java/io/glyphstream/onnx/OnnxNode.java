package io.glyphstream.onnx;

import io.glyphstream.onnx.messages.AttributeMessage;
import io.glyphstream.onnx.messages.NodeMessage;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One node of a file: an operator, the names of what comes to it and of what it returns, and its attributes. */
final class OnnxNode {

    private static final String REMEDY = "The file is damaged or breaks ONNX's rules; export it again";

    private final NodeMessage message;
    private final int number;
    private final int operatorSet;

    /** @param number of the node in the file, counted from 1 */
    OnnxNode(NodeMessage message, int number, int operatorSet) {
        this.message = message;
        this.number = number;
        this.operatorSet = operatorSet;
    }

    /** Returns whether a domain is that of ONNX's own operators. */
    static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** Returns the operator, such as {@code Conv}; one of a domain of its own with this domain. */
    String operator() {
        return isStandard(message.getDomain()) ? message.getOpType() : message.getDomain() + ":" + message.getOpType();
    }

    int operatorSet() {
        return operatorSet;
    }

    List<String> inputs() {
        return message.getInputList();
    }

    List<String> outputs() {
        return message.getOutputList();
    }

    /** Returns the name of an input; empty where the node has none there. */
    String input(int index) {
        return index < inputs().size() ? inputs().get(index) : "";
    }

    /** Refuses attributes that are not among these, since they may change what the operator does. */
    void requireOnly(String... known) throws InvalidOnnxException {
        Set<String> names = new HashSet<>();
        Collections.addAll(names, known);
        for (AttributeMessage attribute : message.getAttributeList()) {
            if (!names.contains(attribute.getName())) {
                throw new InvalidOnnxException(
                        "the attribute '" + attribute.getName() + "' of " + this + " is not known here",
                        "Export the network without it");
            }
        }
    }

    /** Refuses an attribute that has another value than the only one that is done here. */
    void requireValue(String name, long value) throws InvalidOnnxException {
        long found = whole(name, value);
        if (found != value) {
            throw new InvalidOnnxException(
                    "the attribute '" + name + "' of " + this + " must be " + value + " but is " + found,
                    "Export the network without it");
        }
    }

    boolean has(String name) throws InvalidOnnxException {
        return attribute(name).isPresent();
    }

    long whole(String name, long otherwise) throws InvalidOnnxException {
        return attribute(name).map(AttributeMessage::getI).orElse(otherwise);
    }

    float real(String name, float otherwise) throws InvalidOnnxException {
        return attribute(name).map(AttributeMessage::getF).orElse(otherwise);
    }

    String text(String name, String otherwise) throws InvalidOnnxException {
        return attribute(name).map(found -> found.getS().toStringUtf8()).orElse(otherwise);
    }

    Optional<long[]> wholes(String name) throws InvalidOnnxException {
        return attribute(name)
                .map(found ->
                        found.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    Optional<Tensor> tensor(String name) throws InvalidOnnxException {
        var found = attribute(name);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(TensorReader.read(found.get().getT(), "the attribute '" + name + "' of " + this));
    }

    Optional<AttributeMessage> attribute(String name) throws InvalidOnnxException {
        AttributeMessage found = null;
        for (AttributeMessage attribute : message.getAttributeList()) {
            if (!attribute.getName().equals(name)) {
                continue;
            }
            if (found != null) {
                throw new InvalidOnnxException(this + " has the attribute '" + name + "' twice", REMEDY);
            }
            found = attribute;
        }
        return Optional.ofNullable(found);
    }

    /** Returns an exception that says what this node does that is not done here. */
    InvalidOnnxException unfit(String why, String remedy) {
        return new InvalidOnnxException(this + " " + why, remedy);
    }

    /** Returns it as messages name it: {@code Conv 'conv1' (node 3)}. */
    @Override
    public String toString() {
        String name = message.getName().isEmpty() ? "" : " '" + message.getName() + "'";
        return operator() + name + " (node " + number + ")";
    }
}
