package io.glyphstream.model.network;

/** What snapshots hold for each kind of layer. */
enum LayerCode {
    CONVOLUTION(1, 5) {
        @Override
        Layer layer(int[] numbers) {
            return new Convolution(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    },
    MAXIMUM_POOLING(2, 1) {
        @Override
        Layer layer(int[] numbers) {
            return new MaximumPooling(numbers[0]);
        }
    },
    RECTIFIER(3, 0) {
        @Override
        Layer layer(int[] numbers) {
            return new Rectifier();
        }
    },
    FLATTEN(4, 0) {
        @Override
        Layer layer(int[] numbers) {
            return new Flatten();
        }
    },
    DENSE(5, 1) {
        @Override
        Layer layer(int[] numbers) {
            return new Dense(numbers[0]);
        }
    };

    /** What snapshots hold for it; it never changes. */
    final int code;

    /** How many numbers follow it. */
    final int numbers;

    LayerCode(int code, int numbers) {
        this.code = code;
        this.numbers = numbers;
    }

    /**
     * Returns the layer that these numbers say.
     *
     * @throws IllegalArgumentException if one of them is out of its bounds
     */
    abstract Layer layer(int[] numbers);

    /** Returns the kind of a layer. */
    static LayerCode of(Layer layer) {
        return layer.accept(new Layer.Visitor<>() {
            @Override
            public LayerCode convolution(Convolution convolution) {
                return CONVOLUTION;
            }

            @Override
            public LayerCode pooling(MaximumPooling pooling) {
                return MAXIMUM_POOLING;
            }

            @Override
            public LayerCode rectifier(Rectifier rectifier) {
                return RECTIFIER;
            }

            @Override
            public LayerCode flatten(Flatten flatten) {
                return FLATTEN;
            }

            @Override
            public LayerCode dense(Dense dense) {
                return DENSE;
            }
        });
    }

    /** Returns the numbers that say everything about a layer of its kind. */
    static int[] numbers(Layer layer) {
        return layer.accept(new Layer.Visitor<>() {
            @Override
            public int[] convolution(Convolution convolution) {
                return new int[] {
                    convolution.filters(),
                    convolution.rows(),
                    convolution.columns(),
                    convolution.stride(),
                    convolution.padding()
                };
            }

            @Override
            public int[] pooling(MaximumPooling pooling) {
                return new int[] {pooling.side()};
            }

            @Override
            public int[] rectifier(Rectifier rectifier) {
                return new int[0];
            }

            @Override
            public int[] flatten(Flatten flatten) {
                return new int[0];
            }

            @Override
            public int[] dense(Dense dense) {
                return new int[] {dense.outputs()};
            }
        });
    }
}
