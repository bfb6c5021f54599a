package io.glyphstream.datasets.drawing;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitShape.Point;
import io.glyphstream.datasets.pictures.MnistNormalization;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Draws digits as if by hand. The seed alone decides each pixel, on every machine.
 *
 * <p>A digit begins as one of its usual {@link DigitShape shapes}. It is bent, slanted, turned and scaled into a box of 20 x 20, as MNIST's are,
 * its center of mass comes near to the image's, and a round pen of uneven pressure goes along its strokes.
 */
public final class DigitPainter {

    /* Only +, -, x, /, square root and StrictMath are used: the others may differ in their last bits from machine to machine. */

    public static final int ROWS = 28;
    public static final int COLUMNS = 28;
    public static final int CLASSES = 10;

    private static final double BOX = MnistNormalization.BOX;

    /** How far ink can reach beyond the pen's radius: pressure, a soft edge, and one pixel that stays empty. */
    private static final double PEN_EDGE = 2.4;

    private DigitPainter() {}

    /** Returns {@code count} digits of 28 x 28. The first ones do not depend on the count. */
    public static LabeledImages draw(int count, long seed) {
        return draw("drawn digits", count, seed);
    }

    public static LabeledImages draw(String name, int count, long seed) {
        var seeds = new SplittableRandom(seed);
        int[] labels = new int[count];
        byte[] pixels = new byte[Math.multiplyExact(count, ROWS * COLUMNS)];
        for (int i = 0; i < count; i++) {
            var random = new SeededRandom(seeds.nextLong());
            labels[i] = random.below(CLASSES);
            System.arraycopy(paint(labels[i], random), 0, pixels, i * ROWS * COLUMNS, ROWS * COLUMNS);
        }
        return new LabeledImages(name, ROWS, COLUMNS, CLASSES, pixels, labels);
    }

    /** Returns one drawing of a digit, 0 to 9. */
    public static GrayImage drawDigit(int digit, long seed) {
        if (digit < 0 || digit >= CLASSES) {
            throw new IllegalArgumentException("a digit must be within [0, 9] but was " + digit);
        }
        return GrayImage.owning(ROWS, COLUMNS, paint(digit, new SeededRandom(seed)));
    }

    private static byte[] paint(int digit, SeededRandom random) {
        List<DigitShape> shapes = DigitShape.of(digit);
        List<List<Point>> strokes = bend(shapes.get(random.below(shapes.size())).strokes(), random);
        strokes = slant(strokes, random);
        double radius = 0.7 + 1.1 * random.middling();
        strokes = place(strokes, radius, random);
        var canvas = new Canvas(ROWS, COLUMNS);
        double softness = random.between(1.0, 1.7);
        double unevenness = random.between(0, 0.25);
        double phase = random.between(0, 2 * StrictMath.PI);
        for (List<Point> stroke : strokes) {
            for (int i = 0; i + 1 < stroke.size(); i++) {
                double pressure = 1 + unevenness * StrictMath.sin(phase + 0.2 * i);
                canvas.line(stroke.get(i), stroke.get(i + 1), radius * pressure, softness);
            }
        }
        return canvas.toPixels(random);
    }

    /** Returns the strokes on a sheet that was bent by a few long waves, so that what touched still touches. */
    private static List<List<Point>> bend(List<List<Point>> strokes, SeededRandom random) {
        var waves = new Wave[] {Wave.random(random), Wave.random(random), Wave.random(random)};
        var bent = new ArrayList<List<Point>>();
        for (List<Point> stroke : strokes) {
            double liftX = random.between(-0.015, 0.015);
            double liftY = random.between(-0.015, 0.015);
            bent.add(stroke.stream()
                    .map(point -> {
                        double x = point.x() + liftX;
                        double y = point.y() + liftY;
                        for (Wave wave : waves) {
                            double height = wave.at(point);
                            x += wave.alongX * height;
                            y += wave.alongY * height;
                        }
                        return new Point(x, y);
                    })
                    .toList());
        }
        return bent;
    }

    private static List<List<Point>> slant(List<List<Point>> strokes, SeededRandom random) {
        double width = random.between(0.6, 1.0);
        double shear = random.between(-0.2, 0.45);
        double angle = random.between(-0.16, 0.16);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return map(strokes, point -> {
            double x = (point.x() - 0.5) * width - shear * (point.y() - 0.5);
            double y = point.y() - 0.5;
            return new Point(cos * x - sin * y, sin * x + cos * y);
        });
    }

    /** Returns the strokes in pixels: their box with the pen's width fills most of 20 x 20, their mass is near the center. */
    private static List<List<Point>> place(List<List<Point>> strokes, double radius, SeededRandom random) {
        Extent extent = Extent.of(strokes);
        double scale = (BOX - 2 * radius) * random.between(0.84, 1.0) / extent.side();
        Point center = centerOfMass(strokes);
        double margin = radius + PEN_EDGE;
        double x = within(
                margin - scale * extent.left(),
                MnistNormalization.CENTER + random.between(-1, 1) - scale * center.x(),
                COLUMNS - 1 - margin - scale * extent.right());
        double y = within(
                margin - scale * extent.top(),
                MnistNormalization.CENTER + random.between(-1, 1) - scale * center.y(),
                ROWS - 1 - margin - scale * extent.bottom());
        return map(strokes, point -> new Point(x + scale * point.x(), y + scale * point.y()));
    }

    private static double within(double low, double value, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** Returns the middle of all ink, when each length of stroke takes the same amount. */
    private static Point centerOfMass(List<List<Point>> strokes) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (List<Point> stroke : strokes) {
            for (int i = 0; i + 1 < stroke.size(); i++) {
                Point from = stroke.get(i);
                Point to = stroke.get(i + 1);
                double dx = to.x() - from.x();
                double dy = to.y() - from.y();
                double length = Math.sqrt(dx * dx + dy * dy);
                mass += length;
                x += length * (from.x() + to.x()) / 2;
                y += length * (from.y() + to.y()) / 2;
            }
        }
        return new Point(x / mass, y / mass);
    }

    private static List<List<Point>> map(List<List<Point>> strokes, UnaryOperator<Point> change) {
        return strokes.stream()
                .map(stroke -> stroke.stream().map(change).toList())
                .toList();
    }

    /** A wave across the sheet that moves each point along one direction. */
    private record Wave(double turnsX, double turnsY, double phase, double alongX, double alongY) {

        static Wave random(SeededRandom random) {
            return new Wave(
                    random.between(-5, 5),
                    random.between(-5, 5),
                    random.between(0, 2 * StrictMath.PI),
                    random.between(-0.065, 0.065),
                    random.between(-0.065, 0.065));
        }

        double at(Point point) {
            return StrictMath.sin(turnsX * point.x() + turnsY * point.y() + phase);
        }
    }

    /** The box around all strokes. */
    private record Extent(double left, double top, double right, double bottom) {

        static Extent of(List<List<Point>> strokes) {
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (List<Point> stroke : strokes) {
                for (Point point : stroke) {
                    left = Math.min(left, point.x());
                    top = Math.min(top, point.y());
                    right = Math.max(right, point.x());
                    bottom = Math.max(bottom, point.y());
                }
            }
            return new Extent(left, top, right, bottom);
        }

        double side() {
            return Math.max(right - left, bottom - top);
        }
    }
}
