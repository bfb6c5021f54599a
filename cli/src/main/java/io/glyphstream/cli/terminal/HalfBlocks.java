package io.glyphstream.cli.terminal;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.pictures.Pictures;
import java.util.ArrayList;
import java.util.List;

/** Images drawn with characters: each stands for two pixels, one above the other. */
public final class HalfBlocks {

    /* The 256-color palette's gray ramp. */
    private static final int DARKEST = 232;
    private static final int GRAYS = 24;

    /* The same palette's cube: so many steps of red, of green and of blue. */
    private static final int FIRST_COLOR = 16;
    private static final int STEPS = 6;

    private HalfBlocks() {}

    /** How shades are shown. */
    public enum Style {
        /** In 24 grays, or in 216 colors where the image has some, for terminals with 256 colors. */
        GRAY,
        /** Ink or not, for everything else. */
        PLAIN
    }

    /** Returns the image at half its size, one line of text for four rows of pixels. */
    public static List<StyledLine> thumbnail(GrayImage image, Style style) {
        return lines(Pictures.resize(image, Math.max(1, image.rows() / 2), Math.max(1, image.columns() / 2)), style);
    }

    /** Returns a gray image, one line of text for two rows of pixels. */
    public static List<StyledLine> lines(GrayImage image, Style style) {
        return lines(PixelImage.of(image), style);
    }

    /** Returns the image, one line of text for two rows of pixels. */
    public static List<StyledLine> lines(PixelImage image, Style style) {
        var lines = new ArrayList<StyledLine>();
        for (int row = 0; row < image.rows(); row += 2) {
            var line = new StyledLine();
            for (int column = 0; column < image.columns(); column++) {
                if (style == Style.PLAIN) {
                    line.add(plain(brightness(image, row, column), brightness(image, row + 1, column)));
                    continue;
                }
                line.add(StyledLine.Style.colors(color(image, row, column), color(image, row + 1, column)), "▀");
            }
            lines.add(line);
        }
        return lines;
    }

    /** Returns the number in the palette; below the last row all is black. */
    private static int color(PixelImage image, int row, int column) {
        if (image.shape().isGray()) {
            return DARKEST + brightness(image, row, column) * (GRAYS - 1) / 255;
        }
        int number = 0;
        for (int channel = 0; channel < image.channels() && row < image.rows(); channel++) {
            number = STEPS * number + (image.value(row, column, channel) * (STEPS - 1) + 127) / 255;
        }
        return FIRST_COLOR + number;
    }

    /** Returns the mean of the channels. */
    private static int brightness(PixelImage image, int row, int column) {
        int sum = 0;
        for (int channel = 0; channel < image.channels() && row < image.rows(); channel++) {
            sum += image.value(row, column, channel);
        }
        return sum / image.channels();
    }

    private static String plain(int upper, int lower) {
        boolean inkAbove = upper >= 96;
        boolean inkBelow = lower >= 96;
        if (inkAbove && inkBelow) {
            return "█";
        }
        if (inkAbove) {
            return "▀";
        }
        return inkBelow ? "▄" : " ";
    }
}
