package io.glyphstream.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes that a value needs, each after those that it reads, whatever their order in the file. */
final class NodeOrder {

    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final List<OnnxNode> ordered = new ArrayList<>();
    private final Set<OnnxNode> done = new HashSet<>();
    private final Set<OnnxNode> open = new HashSet<>();

    private NodeOrder(List<OnnxNode> nodes) {
        for (OnnxNode node : nodes) {
            node.outputs().stream().filter(name -> !name.isEmpty()).forEach(name -> makers.put(name, node));
        }
    }

    /**
     * Returns the nodes.
     *
     * @throws InvalidOnnxException if a value is needed for itself
     */
    static List<OnnxNode> of(List<OnnxNode> nodes, String value) throws InvalidOnnxException {
        var order = new NodeOrder(nodes);
        order.visit(value);
        return order.ordered;
    }

    /** Depth first, without recursion: a chain may be longer than a stack is deep. */
    private void visit(String value) throws InvalidOnnxException {
        var path = new ArrayDeque<OnnxNode>();
        push(value, path);
        while (!path.isEmpty()) {
            OnnxNode node = path.peek();
            int before = path.size();
            for (String input : node.inputs()) {
                push(input, path);
            }
            if (path.size() == before) {
                path.pop();
                open.remove(node);
                if (done.add(node)) {
                    ordered.add(node);
                }
            } else {
                open.add(node);
            }
        }
    }

    private void push(String value, ArrayDeque<OnnxNode> path) throws InvalidOnnxException {
        OnnxNode maker = makers.get(value);
        if (maker == null || done.contains(maker)) {
            return;
        }
        if (open.contains(maker)) {
            throw new InvalidOnnxException(
                    "the graph has a cycle: " + maker + " needs its own output '" + value + "'",
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        path.push(maker);
    }
}
