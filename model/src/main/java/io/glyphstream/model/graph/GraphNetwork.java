package io.glyphstream.model.graph;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.ModelKind;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Portions;
import java.util.ArrayList;
import java.util.List;

/** A network with branches that was trained elsewhere. */
public final class GraphNetwork implements Classifier {

    /** This kind of model. */
    public static final ModelKind<GraphNetwork> KIND =
            new ModelKind<>("graph", 4, GraphNetwork.class, GraphBody::write, GraphBody::read);

    private final GraphDesign design;
    private final List<Shape> shapes;
    private final SlotPlan plan;
    private final List<Weights> weights;
    private final List<Forward> forward;
    private final float[][] inputs;
    private final int classes;
    private final int portion;
    /** Each thread's own room for what flows between the nodes. */
    private final ThreadLocal<Room> rooms = ThreadLocal.withInitial(() -> new Room(Kernel.fastest()));

    /**
     * Takes the weights as they are: the caller must not change them afterwards.
     *
     * @param weights of each node, {@link Weights#none} where it has none
     * @throws IllegalArgumentException if there are others than the design asks for, or one is not finite
     */
    public GraphNetwork(GraphDesign design, List<Weights> weights) {
        design.requireFits(weights);
        weights.forEach(Weights::requireFinite);
        this.design = design;
        this.shapes = design.shapes();
        this.plan = new SlotPlan(design);
        this.weights = List.copyOf(weights);
        this.classes = design.classes();
        this.inputs = new float[design.input().channels()][];
        for (int channel = 0; channel < inputs.length; channel++) {
            inputs[channel] = design.scale().table(channel);
        }
        this.forward = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            var node = design.nodes().get(i);
            forward.add(Forward.of(node.operation(), GraphDesign.inputShapes(node, shapes), weights.get(i)));
        }
        this.portion =
                Portions.size(plan.sizes().stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public ModelKind<GraphNetwork> kind() {
        return KIND;
    }

    @Override
    public InputShape input() {
        return design.input();
    }

    @Override
    public int classes() {
        return classes;
    }

    /** Returns its nodes, and how pixels become values. */
    public GraphDesign design() {
        return design;
    }

    /** Returns a copy of the weights of the i-th node, counted from 0, as its operation has them. */
    public float[] weightsOf(int node) {
        return weights.get(node).weights.clone();
    }

    /** Returns a copy of the biases of the i-th node, counted from 0, as its operation has them. */
    public float[] biasesOf(int node) {
        return weights.get(node).biases.clone();
    }

    List<Weights> weights() {
        return weights;
    }

    @Override
    public Scores score(byte[] pixels, int images) {
        return score(pixels, images, rooms.get());
    }

    Scores score(byte[] pixels, int images, Kernel kernel) {
        return score(pixels, images, new Room(kernel));
    }

    private Scores score(byte[] pixels, int images, Room room) {
        int area = input().values();
        if (images < 0 || pixels.length != (long) images * area) {
            throw new IllegalArgumentException(images + " images of " + input() + " need " + (long) images * area
                    + " bytes but there were " + pixels.length);
        }
        return Portions.score(
                images,
                portion,
                classes,
                OutputLayer.LINEAR,
                (first, count) -> room.forward(pixels, first * area, count));
    }

    /** Room for a portion of images. One thread's. */
    private final class Room {

        private final float[][] slots;
        private final List<Step> steps = new ArrayList<>();
        /** The slots that each step reads. */
        private final List<float[][]> inputsOfSteps = new ArrayList<>();

        Room(Kernel kernel) {
            this.slots = plan.sizes().stream()
                    .map(size -> new float[Math.toIntExact(size * portion)])
                    .toArray(float[][]::new);
            var scratch = new Scratch();
            for (int i = 0; i < design.nodes().size(); i++) {
                var node = design.nodes().get(i);
                var inputShapes = GraphDesign.inputShapes(node, shapes);
                var maker = new Steps(inputShapes, shapes.get(i + 1), forward.get(i), portion, scratch, kernel);
                steps.add(node.operation().accept(maker));
                inputsOfSteps.add(node.inputs().stream().map(this::valuesOf).toArray(float[][]::new));
            }
        }

        /** Returns the values of the last node. */
        float[] forward(byte[] pixels, int at, int count) {
            float[] image = valuesOf(0);
            int channels = inputs.length;
            for (int channel = 0; channel < channels; channel++) {
                for (int i = channel; i < count * input().values(); i += channels) {
                    image[i] = inputs[channel][pixels[at + i] & 0xff];
                }
            }
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run(inputsOfSteps.get(i), valuesOf(i + 1), count);
            }
            return valuesOf(steps.size());
        }

        private float[] valuesOf(int value) {
            return slots[plan.slotOf(value)];
        }
    }
}
