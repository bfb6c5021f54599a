package io.glyphstream.cli.terminal;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.pictures.Pictures;
import java.util.ArrayList;
import java.util.List;

/** Images drawn with characters: each stands for two pixels, one above the other. */
public final class HalfBlocks {

    /* The 256-color palette's gray ramp. */
    private static final int DARKEST = 232;
    private static final int GRAYS = 24;

    private HalfBlocks() {}

    /** How shades are shown. */
    public enum Style {
        /** In 24 grays, for terminals with 256 colors. */
        GRAY,
        /** Ink or not, for everything else. */
        PLAIN
    }

    /** Returns the image at half its size, one line of text for four rows of pixels. */
    public static List<StyledLine> thumbnail(GrayImage image, Style style) {
        return lines(Pictures.resize(image, Math.max(1, image.rows() / 2), Math.max(1, image.columns() / 2)), style);
    }

    /** Returns the image, one line of text for two rows of pixels. */
    public static List<StyledLine> lines(GrayImage image, Style style) {
        var lines = new ArrayList<StyledLine>();
        for (int row = 0; row < image.rows(); row += 2) {
            var line = new StyledLine();
            for (int column = 0; column < image.columns(); column++) {
                int upper = image.pixel(row, column);
                int lower = row + 1 < image.rows() ? image.pixel(row + 1, column) : 0;
                if (style == Style.PLAIN) {
                    line.add(plain(upper, lower));
                    continue;
                }
                line.add(StyledLine.Style.colors(shade(upper), shade(lower)), "▀");
            }
            lines.add(line);
        }
        return lines;
    }

    private static int shade(int pixel) {
        return DARKEST + pixel * (GRAYS - 1) / 255;
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
