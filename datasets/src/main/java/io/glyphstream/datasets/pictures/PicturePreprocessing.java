package io.glyphstream.datasets.pictures;

import java.util.Locale;

/**
 * What happens to a picture before a model sees it, apart from the size. It travels with the model, so that every program makes the same
 * bytes of the same picture.
 *
 * @param colors what is left of the picture's colors
 * @param polarity which shade is ink; in color always {@link Polarity#AS_IS}
 * @param fit how the picture fills the image
 * @param isCentered whether the ink is cut out, scaled into the inner part of the image and centered by its mass, as the makers of MNIST
 *     did; only of gray pictures that are contained
 */
public record PicturePreprocessing(Colors colors, Polarity polarity, Fit fit, boolean isCentered) {

    public PicturePreprocessing {
        if (colors == Colors.RGB && polarity != Polarity.AS_IS) {
            throw new IllegalArgumentException("the polarity of pictures in color must be as-is but was "
                    + text(polarity) + ": ink is a matter of shades of gray");
        }
        if (isCentered && (colors == Colors.RGB || fit != Fit.CONTAIN)) {
            throw new IllegalArgumentException("what is centered must be gray and its fit contain but they were "
                    + text(colors) + " and " + text(fit));
        }
    }

    /** As the makers of MNIST did, with ink told from paper: for writing and drawings on any ground. */
    public static PicturePreprocessing asMnist() {
        return new PicturePreprocessing(Colors.GRAY, Polarity.AUTOMATIC, Fit.CONTAIN, true);
    }

    /** What is left of the colors of a picture. */
    public enum Colors {
        /** One channel: brightness by ITU-R BT.601. */
        GRAY(1),
        /** Three channels: red, green, blue. */
        RGB(3);

        private final int channels;

        Colors(int channels) {
            this.channels = channels;
        }

        /** Returns how many bytes a pixel has. */
        public int channels() {
            return channels;
        }
    }

    /** Which shade is ink. */
    public enum Polarity {
        /** Bright pixels are ink: shades stay as they are. */
        AS_IS,
        /** Dark pixels are ink: shades are inverted. */
        INVERTED,
        /** Whatever stands out sharply from the paper is ink; the paper is what lies along the border. */
        AUTOMATIC
    }

    /** How a picture fills an image of another size. */
    public enum Fit {
        /** Whole, its proportions kept; the rest has the shade of the picture's border. */
        CONTAIN,
        /** Whole, each side by itself. */
        STRETCH,
        /** Its middle, proportions kept. */
        CROP,
        /** Not at all: the picture must have the image's size. */
        EXACT
    }

    /** Returns it as people write it: {@code gray, as-is, contain}, with {@code centered} where it is. */
    @Override
    public String toString() {
        return text(colors) + ", " + text(polarity) + ", " + text(fit) + (isCentered ? ", centered" : "");
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
