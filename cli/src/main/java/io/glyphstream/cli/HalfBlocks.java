package io.glyphstream.cli;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.Pictures;
import java.util.ArrayList;
import java.util.List;

/** Images drawn with characters: each stands for two pixels, one above the other. */
final class HalfBlocks {

    /* The 256-color palette's gray ramp. */
    private static final int DARKEST = 232;
    private static final int GRAYS = 24;

    private HalfBlocks() {}

    /** How shades are shown. */
    enum Style {
        /** In 24 grays, for terminals with 256 colors. */
        GRAY,
        /** Ink or not, for everything else. */
        PLAIN
    }

    /** Returns the image at half its size, one line of text for four rows of pixels. */
    static List<String> thumbnail(GrayImage image, Style style) {
        return lines(Pictures.resize(image, Math.max(1, image.rows() / 2), Math.max(1, image.columns() / 2)), style);
    }

    /** Returns the image, one line of text for two rows of pixels. */
    static List<String> lines(GrayImage image, Style style) {
        var lines = new ArrayList<String>();
        for (int row = 0; row < image.rows(); row += 2) {
            var line = new StringBuilder();
            String before = "";
            for (int column = 0; column < image.columns(); column++) {
                int upper = image.pixel(row, column);
                int lower = row + 1 < image.rows() ? image.pixel(row + 1, column) : 0;
                if (style == Style.PLAIN) {
                    line.append(plain(upper, lower));
                    continue;
                }
                String colors = "\u001b[38;5;" + shade(upper) + ";48;5;" + shade(lower) + "m";
                line.append(colors.equals(before) ? "" : colors).append('▀');
                before = colors;
            }
            lines.add(style == Style.GRAY ? line.append("\u001b[0m").toString() : line.toString());
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
