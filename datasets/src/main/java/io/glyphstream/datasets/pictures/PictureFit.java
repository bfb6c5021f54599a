package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.function.Function;

/** How a picture of any size becomes an image that a model knows. */
public sealed interface PictureFit {

    /** Returns what the function for this case makes of it. */
    <T> T match(Function<AsMnist, T> asMnist, Function<Resized, T> resized);

    /** As the makers of MNIST did: ink on black, within a box of 20 x 20, centered by mass in 28 x 28. */
    record AsMnist() implements PictureFit {

        @Override
        public <T> T match(Function<AsMnist, T> asMnist, Function<Resized, T> resized) {
            return asMnist.apply(this);
        }
    }

    /** Stretched to a size. */
    record Resized(int rows, int columns, Polarity polarity) implements PictureFit {
        public Resized {
            if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
                throw new IllegalArgumentException(
                        "rows and columns must be within [1, " + MAX_SIDE + "] but were " + rows + " x " + columns);
            }
        }

        @Override
        public <T> T match(Function<AsMnist, T> asMnist, Function<Resized, T> resized) {
            return resized.apply(this);
        }
    }

    /** The most rows or columns of an image. */
    int MAX_SIDE = GrayImage.MAX_SIDE;

    /** Which shade is ink. */
    enum Polarity {
        /** Bright pixels are ink: shades stay as they are. */
        BRIGHT_INK,
        /** Dark pixels are ink: shades are inverted. */
        DARK_INK,
        /** Whatever stands out sharply from the paper is ink; the paper is what lies along the border. */
        BY_BORDER
    }
}
