package io.glyphstream.model.graph;

import io.glyphstream.matrix.Windows;

/** What a pool looks at: windows, or images as a whole. */
interface Pools {

    /** Calls back for all windows of so many images. */
    void forEach(int images, Work work);

    /** Returns how many values are between two of a window's places that follow each other in a row. */
    int placeStep();

    /** Returns images as a whole, which have one window each. */
    static Pools whole(Shape input) {
        int size = Math.toIntExact(input.size());
        var windows = new Windows(1, size, 1, size, size);
        return new Pools() {
            @Override
            public void forEach(int images, Work work) {
                for (int image = 0; image < images; image++) {
                    work.with(windows, image * size, image * input.channels());
                }
            }

            @Override
            public int placeStep() {
                return input.channels();
            }
        };
    }

    /** Work on some windows side by side. */
    interface Work {

        /**
         * Does the work.
         *
         * @param windows the length of their rows counts only the values that they look at
         * @param start where the first of them begins
         * @param out where the values of the first of them go
         */
        void with(Windows windows, int start, int out);
    }
}
