package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;

/** A frame along the edge of a picture, such as that of a form's cell or the shadow that a scanner leaves. */
final class Frame {

    /** On so many sides a frame decides what the paper's shade is; then most of what it surrounds has to be paper. */
    private static final int DECIDING_SIDES = 3;

    /** A frame lies within this part of the picture's height or width from its edge. */
    private static final double DEEPEST = 0.15;

    /** The least part of a line along the edge that a frame takes, where it takes the line. */
    private static final double NEARLY_ALL = 0.85;

    /** The most of a line that is no frame's which has the frame's shade all the same. */
    private static final double FEW = 0.25;

    /** How many lines a frame's soft inner edge takes. */
    private static final int SOFT_EDGE = 2;

    /** The least part of what a frame surrounds that has to be of another shade than the frame. */
    private static final double PAPER = 2.0 / 3;

    private Frame() {}

    /**
     * Returns what a frame leaves of a sketch, which may have one on some sides only.
     *
     * <p>A line of the frame's shade and a line of nearly nothing of it must lie close together: so a round digit that fills a picture is no
     * frame of the other color.
     */
    static Margins marginsOf(GrayImage sketch) {
        int tolerance = Math.max(1, range(sketch) / 4);
        var depths = new EnumMap<Side, Integer>(Side.class);
        for (Side side : Side.values()) {
            depths.put(side, depth(sketch, side, tolerance));
        }
        List<Integer> papers = Stream.of(Side.values())
                .filter(side -> depths.getOrDefault(side, 0) == 0)
                .map(side -> shade(sketch, side))
                .toList();
        depths.replaceAll((side, depth) -> isOneOf(papers, shade(sketch, side), tolerance) ? 0 : depth);
        List<Side> framed = Stream.of(Side.values())
                .filter(side -> depths.getOrDefault(side, 0) > 0)
                .toList();
        var inner = new Margins(
                depths.getOrDefault(Side.TOP, 0),
                sketch.rows() - depths.getOrDefault(Side.BOTTOM, 0),
                depths.getOrDefault(Side.LEFT, 0),
                sketch.columns() - depths.getOrDefault(Side.RIGHT, 0));
        if (framed.size() < DECIDING_SIDES || isMostlyPaper(sketch, inner, shade(sketch, framed.get(0)), tolerance)) {
            return inner;
        }
        return Margins.none(sketch);
    }

    /** Returns true if a side without a frame has this shade, too: then it is the paper's. */
    private static boolean isOneOf(List<Integer> papers, int shade, int tolerance) {
        return papers.stream().anyMatch(paper -> Math.abs(paper - shade) <= tolerance);
    }

    private static int range(GrayImage sketch) {
        int least = 255;
        int greatest = 0;
        for (byte pixel : sketch.sharedPixels()) {
            least = Math.min(least, pixel & 0xff);
            greatest = Math.max(greatest, pixel & 0xff);
        }
        return greatest - least;
    }

    /** An edge of the picture. */
    private enum Side {
        TOP,
        BOTTOM,
        LEFT,
        RIGHT;

        int lines(GrayImage image) {
            return this == TOP || this == BOTTOM ? image.rows() : image.columns();
        }

        int length(GrayImage image) {
            return this == TOP || this == BOTTOM ? image.columns() : image.rows();
        }

        /** Returns the place of pixel {@code along} in the line that is {@code depth} lines from the edge. */
        int place(GrayImage image, int depth, int along) {
            return switch (this) {
                case TOP -> depth * image.columns() + along;
                case BOTTOM -> (image.rows() - 1 - depth) * image.columns() + along;
                case LEFT -> along * image.columns() + depth;
                case RIGHT -> along * image.columns() + image.columns() - 1 - depth;
            };
        }
    }

    /** Returns how many lines at one side are the frame's, 0 for no frame. */
    private static int depth(GrayImage sketch, Side side, int tolerance) {
        int most = Math.max(1, (int) (DEEPEST * side.lines(sketch)));
        int shade = shade(sketch, side);
        int depth = 0;
        while (depth < most && share(sketch, side, depth, shade, tolerance) >= NEARLY_ALL) {
            depth++;
        }
        if (depth == 0) {
            return 0;
        }
        for (int end = Math.min(depth + SOFT_EDGE, side.lines(sketch) / 2); depth <= end; depth++) {
            if (share(sketch, side, depth, shade, tolerance) <= FEW) {
                // The line may still have some of the frame in it.
                return Math.min(depth + 1, (side.lines(sketch) - 1) / 2);
            }
        }
        return 0;
    }

    /** Returns the median of the outermost line. */
    private static int shade(GrayImage sketch, Side side) {
        int[] outermost = new int[256];
        for (int along = 0; along < side.length(sketch); along++) {
            outermost[sketch.sharedPixels()[side.place(sketch, 0, along)] & 0xff]++;
        }
        return Histograms.quantile(outermost, 0.5);
    }

    private static double share(GrayImage sketch, Side side, int depth, int shade, int tolerance) {
        int length = side.length(sketch);
        int alike = 0;
        for (int along = 0; along < length; along++) {
            int other = sketch.sharedPixels()[side.place(sketch, depth, along)] & 0xff;
            alike += Math.abs(other - shade) <= tolerance ? 1 : 0;
        }
        return (double) alike / length;
    }

    private static boolean isMostlyPaper(GrayImage sketch, Margins inner, int frame, int tolerance) {
        int paper = 0;
        for (int row = inner.top(); row < inner.bottom(); row++) {
            for (int column = inner.left(); column < inner.right(); column++) {
                paper += Math.abs(sketch.pixel(row, column) - frame) > tolerance ? 1 : 0;
            }
        }
        return paper >= PAPER * (inner.bottom() - inner.top()) * (inner.right() - inner.left());
    }
}
