package io.glyphstream.datasets.drawing;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelShape;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws circles and squares, blue and orange ones, on a ground of any shade. The seed alone decides each pixel, on every machine.
 *
 * <p>The four classes are a form and a color. Blue and orange are about as bright as each other, so that half of what tells the classes
 * apart is gone in gray, and the other half in a mean of the colors.
 */
public final class ShapePainter {

    /* Only +, -, x, /, square root and StrictMath are used: the others may differ in their last bits from machine to machine. */

    public static final int SIDE = 32;

    /** What the classes are called, in their order. */
    public static final List<String> CLASS_NAMES =
            List.of("blue-circle", "blue-square", "orange-circle", "orange-square");

    private static final PixelShape SHAPE = new PixelShape(SIDE, SIDE, PixelShape.COLOR);

    /** A pixel's color is the mean of so many points in each direction. */
    private static final int POINTS = 4;

    private static final double LEAST_RADIUS = 7.5;
    private static final double MOST_RADIUS = 12;
    private static final double GRAIN = 8;

    private ShapePainter() {}

    /** Returns {@code count} pictures of 32 x 32 in color. The first ones do not depend on the count. */
    public static LabeledImages draw(String name, int count, long seed) {
        var seeds = new SplittableRandom(seed);
        int[] labels = new int[count];
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.bytes())];
        for (int i = 0; i < count; i++) {
            var random = new SeededRandom(seeds.nextLong());
            labels[i] = random.below(CLASS_NAMES.size());
            System.arraycopy(paint(labels[i], random), 0, pixels, i * SHAPE.bytes(), SHAPE.bytes());
        }
        return new LabeledImages(name, SHAPE, CLASS_NAMES.size(), pixels, labels);
    }

    private static byte[] paint(int label, SeededRandom random) {
        double shade = random.between(30, 225);
        double[] ground = {
            shade + random.between(-25, 25), shade + random.between(-25, 25), shade + random.between(-25, 25)
        };
        double[] paint = label < CLASS_NAMES.size() / 2 ? blue(random) : orange(random);
        var form = Form.random(label % 2 == 0, random);
        byte[] pixels = new byte[SHAPE.bytes()];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double share = form.shareOf(row, column);
                for (int channel = 0; channel < PixelShape.COLOR; channel++) {
                    double value =
                            share * paint[channel] + (1 - share) * ground[channel] + random.between(-GRAIN, GRAIN);
                    pixels[(row * SIDE + column) * PixelShape.COLOR + channel] =
                            (byte) Math.max(0, Math.min(255, (int) (value + 0.5)));
                }
            }
        }
        return pixels;
    }

    private static double[] blue(SeededRandom random) {
        return new double[] {random.between(30, 110), random.between(110, 200), random.between(205, 255)};
    }

    private static double[] orange(SeededRandom random) {
        return new double[] {random.between(205, 255), random.between(80, 160), random.between(0, 80)};
    }

    /** A circle, or a square that is turned, somewhere within the picture. */
    private record Form(boolean isRound, double row, double column, double radius, double sin, double cos) {

        static Form random(boolean isRound, SeededRandom random) {
            double radius = random.between(LEAST_RADIUS, MOST_RADIUS);
            double angle = random.between(0, StrictMath.PI / 2);
            return new Form(
                    isRound,
                    random.between(radius, SIDE - radius),
                    random.between(radius, SIDE - radius),
                    radius,
                    StrictMath.sin(angle),
                    StrictMath.cos(angle));
        }

        /** Returns the part of a pixel that lies within. */
        double shareOf(int pixelRow, int pixelColumn) {
            int within = 0;
            for (int below = 0; below < POINTS; below++) {
                for (int beside = 0; beside < POINTS; beside++) {
                    double down = pixelRow + (below + 0.5) / POINTS - row;
                    double across = pixelColumn + (beside + 0.5) / POINTS - column;
                    within += isWithin(down, across) ? 1 : 0;
                }
            }
            return (double) within / (POINTS * POINTS);
        }

        /** A square's half side is so long that its area is about that of the circle. */
        private boolean isWithin(double down, double across) {
            if (isRound) {
                return down * down + across * across <= radius * radius;
            }
            double half = 0.87 * radius;
            return Math.abs(cos * across + sin * down) <= half && Math.abs(cos * down - sin * across) <= half;
        }
    }
}
