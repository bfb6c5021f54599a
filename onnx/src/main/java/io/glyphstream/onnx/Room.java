package io.glyphstream.onnx;

/** How many elements may still be computed while a file is read, so that a few bytes cannot ask for all memory. */
final class Room {

    private long left;

    Room(long elements) {
        this.left = elements;
    }

    /**
     * Takes room for a tensor before it is made.
     *
     * @return the dimensions
     */
    int[] take(int[] dimensions, OnnxNode of) throws InvalidOnnxException {
        left -= Dimensions.count(Dimensions.checked(dimensions, "the output of " + of));
        if (left < 0) {
            throw of.unfit(
                    "computes more constants than there is room for",
                    "Fold constants before the export, or choose a smaller network");
        }
        return dimensions;
    }
}
