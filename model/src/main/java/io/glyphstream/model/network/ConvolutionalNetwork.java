package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Strided;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.ModelKind;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.Portions;
import java.util.List;

/**
 * A fitted convolutional network.
 *
 * <p>Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition, 1998.
 */
public final class ConvolutionalNetwork implements Classifier {

    /** This kind of model. */
    public static final ModelKind<ConvolutionalNetwork> KIND =
            new ModelKind<>("network", 3, ConvolutionalNetwork.class, NetworkBody::write, NetworkBody::read);

    private final InputShape input;
    private final NetworkForm form;
    private final List<Weights> weights;
    private final List<Strided> forward;
    private final float[] inputs;
    private final int portion;
    /** Each thread's own room for what flows between the layers. */
    private final ThreadLocal<Room> rooms = ThreadLocal.withInitial(() -> new Room(Kernel.fastest()));

    /**
     * Takes the weights as they are: the caller must not change them afterwards.
     *
     * @param weights of each layer, none where a layer has no sums
     * @throws IllegalArgumentException if there can be no images of the form's shape, or a weight is not finite
     */
    ConvolutionalNetwork(NetworkForm form, List<Weights> weights) {
        this.input = new InputShape(
                form.input().rows(), form.input().columns(), form.input().channels());
        weights.forEach(Weights::requireFinite);
        this.form = form;
        this.weights = List.copyOf(weights);
        this.forward = weights.stream()
                .map(each -> Strided.rowMajor(each.transposed(), each.outputs))
                .toList();
        this.inputs = form.scaling().table();
        this.portion = Portions.size(
                form.shapes().stream().mapToLong(Shape::size).max().orElse(1));
    }

    @Override
    public ModelKind<ConvolutionalNetwork> kind() {
        return KIND;
    }

    @Override
    public InputShape input() {
        return input;
    }

    @Override
    public int classes() {
        return form.classes();
    }

    /** Returns its layers, and how pixels become inputs and values become scores. */
    public NetworkForm form() {
        return form;
    }

    /** Returns a copy of a layer's weights, (outputs x inputs of a sum); none for a layer without sums. */
    public float[] weightsOf(int layer) {
        return weights.get(layer).weights.clone();
    }

    /** Returns a copy of a layer's biases, one for each output; none for a layer without sums. */
    public float[] biasesOf(int layer) {
        return weights.get(layer).biases.clone();
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
        int area = input.values();
        if (images < 0 || pixels.length != (long) images * area) {
            throw new IllegalArgumentException(images + " images of " + input + " need " + (long) images * area
                    + " pixels but there were " + pixels.length);
        }
        return Portions.score(
                images, portion, classes(), form.output(), (first, count) -> room.forward(pixels, first * area, count));
    }

    /** Room for a portion of images. One thread's. */
    private final class Room {

        private final float[] values = new float[portion * input.values()];
        private final List<Flow> flows;

        Room(Kernel kernel) {
            this.flows = Flows.of(form, portion, weights, forward, kernel);
        }

        /** Returns the values of the last layer. */
        float[] forward(byte[] pixels, int at, int count) {
            int area = input.values();
            for (int i = 0; i < count * area; i++) {
                values[i] = inputs[pixels[at + i] & 0xff];
            }
            float[] flow = values;
            for (Flow each : flows) {
                flow = each.forward(flow, count);
            }
            return flow;
        }
    }
}
