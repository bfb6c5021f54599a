package io.glyphstream.onnx;

/** What is done with two constants. */
enum Arithmetic {
    ADD {
        @Override
        float of(float left, float right) {
            return left + right;
        }

        @Override
        long of(long left, long right) {
            return Math.addExact(left, right);
        }
    },
    SUBTRACT {
        @Override
        float of(float left, float right) {
            return left - right;
        }

        @Override
        long of(long left, long right) {
            return Math.subtractExact(left, right);
        }
    },
    MULTIPLY {
        @Override
        float of(float left, float right) {
            return left * right;
        }

        @Override
        long of(long left, long right) {
            return Math.multiplyExact(left, right);
        }
    },
    DIVIDE {
        @Override
        float of(float left, float right) {
            return left / right;
        }

        @Override
        long of(long left, long right) {
            return left / right;
        }
    };

    abstract float of(float left, float right);

    /**
     * Returns the same of whole numbers.
     *
     * @throws ArithmeticException if it is no long
     */
    abstract long of(long left, long right);
}
