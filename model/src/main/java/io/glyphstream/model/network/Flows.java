package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Strided;
import java.util.ArrayList;
import java.util.List;

/** Puts the layers of a network to work, each in room of its own. */
final class Flows {

    private Flows() {}

    /**
     * Returns the layers at work.
     *
     * @param capacity how many images there is room for
     * @param weights of each layer
     * @param forward the same, (inputs of a sum x outputs)
     */
    static List<Flow> of(NetworkForm form, int capacity, List<Weights> weights, List<Strided> forward, Kernel kernel) {
        List<Shape> shapes = form.shapes();
        var patches = new float[roomForPatches(form, kernel)];
        var flows = new ArrayList<Flow>();
        for (int i = 0; i < form.layers().size(); i++) {
            var maker = new Maker(shapes.get(i), capacity, weights.get(i), forward.get(i), patches, kernel);
            flows.add(form.layers().get(i).accept(maker));
        }
        return flows;
    }

    /**
     * Layers work one after another, so all of them share the room for patches. Only windows of more than one place are copied,
     * and only a convolution has these.
     */
    private static int roomForPatches(NetworkForm form, Kernel kernel) {
        List<Shape> shapes = form.shapes();
        int room = 0;
        for (int i = 0; i < shapes.size() - 1; i++) {
            if (form.layers().get(i) instanceof Convolution convolution) {
                room = Math.max(room, Convolving.roomFor(convolution, shapes.get(i), kernel));
            }
        }
        return room;
    }

    /** Makes the flow of one layer. */
    private static final class Maker implements Layer.Visitor<Flow> {

        private final Shape input;
        private final int capacity;
        private final Weights weights;
        private final Strided forward;
        private final float[] patches;
        private final Kernel kernel;

        Maker(Shape input, int capacity, Weights weights, Strided forward, float[] patches, Kernel kernel) {
            this.input = input;
            this.capacity = capacity;
            this.weights = weights;
            this.forward = forward;
            this.patches = patches;
            this.kernel = kernel;
        }

        @Override
        public Flow convolution(Convolution convolution) {
            return new ConvolvingFlow(
                    new Convolving(convolution, input, capacity, patches, kernel),
                    weights,
                    forward,
                    Math.toIntExact(convolution.outputOf(input).size()),
                    Math.toIntExact(input.size()));
        }

        @Override
        public Flow pooling(MaximumPooling pooling) {
            return new PoolingFlow(pooling, input, capacity, kernel.windows());
        }

        @Override
        public Flow rectifier(Rectifier rectifier) {
            return new RectifierFlow(input, kernel);
        }

        @Override
        public Flow flatten(Flatten flatten) {
            return new FlattenFlow();
        }

        @Override
        public Flow dense(Dense dense) {
            return convolution(dense.asConvolution());
        }
    }
}
