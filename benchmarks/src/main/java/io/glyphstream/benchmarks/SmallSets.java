package io.glyphstream.benchmarks;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/*
 * Each set is unlike MNIST in a way of its own: few images, small or large ones, few or many classes, thin or faint
 * lines, noise. In some the place or the angle of a line is the class, so that distorted copies teach the wrong thing.
 */
/** Small sets of drawn images to compare default settings on. The seed alone decides each pixel. */
final class SmallSets {

    private static final int TEST = 2_000;

    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "digits", new Kind(200, 28, 28, 10, SmallSets::digit),
            "faint", new Kind(3_000, 28, 28, 10, SmallSets::faintDigit),
            "tiny", new Kind(1_200, 8, 8, 10, SmallSets::tinyDigit),
            "signs", new Kind(1_300, 24, 24, 26, SmallSets::sign),
            "shapes", new Kind(1_000, 64, 64, 5, SmallSets::shape),
            "angles", new Kind(800, 32, 48, 8, SmallSets::angle),
            "sides", new Kind(400, 20, 20, 2, SmallSets::side),
            "features", new Kind(300, 8, 8, 3, SmallSets::features),
            "many", new Kind(5_000, 16, 16, 26, SmallSets::sign)));

    /** The names of all sets. */
    static final List<String> NAMES = List.copyOf(KINDS.keySet());

    private SmallSets() {}

    /** Returns the set of this name. */
    static Dataset of(String name, long seed) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("set must be one of " + NAMES + " but was " + name);
        }
        return new Dataset(name, kind.draw(name, kind.training, 2 * seed), kind.draw(name, TEST, 2 * seed + 1));
    }

    private static void digit(DrawnImage image, int label, SplittableRandom random) {
        image.put(DigitPainter.drawDigit(label, random.nextLong()).pixels());
    }

    /** Ink of a quarter of the usual strength, in noise. */
    private static void faintDigit(DrawnImage image, int label, SplittableRandom random) {
        digit(image, label, random);
        image.fade(0.25, 90);
        image.addNoise(18, random);
    }

    /** Three by three pixels become one. */
    private static void tinyDigit(DrawnImage image, int label, SplittableRandom random) {
        byte[] drawn = DigitPainter.drawDigit(label, random.nextLong()).pixels();
        var small = new byte[8 * 8];
        for (int i = 0; i < small.length; i++) {
            int sum = 0;
            for (int j = 0; j < 9; j++) {
                sum += drawn[(2 + i / 8 * 3 + j / 3) * DigitPainter.COLUMNS + 2 + i % 8 * 3 + j % 3] & 0xff;
            }
            small[i] = (byte) (sum / 9);
        }
        image.put(small);
    }

    /** A letter of an invented alphabet: five points, joined by a thin line, and written unsteadily. */
    private static void sign(DrawnImage image, int label, SplittableRandom random) {
        var shape = new SplittableRandom(7_000 + label);
        double side = image.columns();
        double tilt = random.nextGaussian() * 0.12;
        var path = new Path2D.Double();
        for (int point = 0; point < 5; point++) {
            double x = shape.nextDouble() - 0.5 + random.nextGaussian() * 0.05;
            double y = shape.nextDouble() - 0.5 + random.nextGaussian() * 0.05;
            double across = side * (0.5 + 0.75 * (x - tilt * y));
            double down = side * (0.5 + 0.75 * (y + tilt * x));
            if (point == 0) {
                path.moveTo(across, down);
            } else {
                path.lineTo(across, down);
            }
        }
        image.draw(path, side * (0.05 + 0.05 * random.nextDouble()), 1);
    }

    /** An outline one or two pixels wide: triangle, square, pentagon, star or circle, of any size within limits. */
    private static void shape(DrawnImage image, int label, SplittableRandom random) {
        double radius = image.columns() * (0.28 + 0.12 * random.nextDouble());
        double x = image.columns() / 2.0 + random.nextGaussian() * 2;
        double y = image.rows() / 2.0 + random.nextGaussian() * 2;
        double width = 1 + random.nextDouble();
        if (label == 4) {
            image.draw(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), width, 1);
            return;
        }
        int corners = label == 3 ? 5 : 3 + label;
        int stride = label == 3 ? 2 : 1;
        double turn = random.nextGaussian() * 0.15;
        var path = new Path2D.Double();
        for (int corner = 0; corner < corners; corner++) {
            double angle = turn + 2 * Math.PI * corner * stride / corners;
            if (corner == 0) {
                path.moveTo(x + radius * StrictMath.sin(angle), y - radius * StrictMath.cos(angle));
            } else {
                path.lineTo(x + radius * StrictMath.sin(angle), y - radius * StrictMath.cos(angle));
            }
        }
        path.closePath();
        image.draw(path, width, 1);
    }

    /** A thin line whose angle is its class: a half turn in eight parts. */
    private static void angle(DrawnImage image, int label, SplittableRandom random) {
        double angle = Math.PI * (label + 0.7 * (random.nextDouble() - 0.5)) / 8;
        double x = image.columns() / 2.0 + random.nextGaussian() * 1.5;
        double y = image.rows() / 2.0 + random.nextGaussian() * 1.5;
        double half = 12 + 2 * random.nextDouble();
        var path = new Path2D.Double();
        path.moveTo(x - half * StrictMath.cos(angle), y - half * StrictMath.sin(angle));
        path.lineTo(x + half * StrictMath.cos(angle), y + half * StrictMath.sin(angle));
        image.draw(path, 1.2, 0.6 + 0.4 * random.nextDouble());
        image.addNoise(12, random);
    }

    /** A spot left or right of the middle, by one to four pixels, in noise. */
    private static void side(DrawnImage image, int label, SplittableRandom random) {
        double off = 1 + 3 * random.nextDouble();
        double x = image.columns() / 2.0 + (label == 0 ? -off : off);
        double y = image.rows() * (0.3 + 0.4 * random.nextDouble());
        image.fill(new Ellipse2D.Double(x - 1.5, y - 1.5, 3, 3), 0.8);
        image.addNoise(25, random);
    }

    /** Four measures of three kinds of thing, as gray levels of the four quarters; two kinds overlap. */
    private static void features(DrawnImage image, int label, SplittableRandom random) {
        double[][] means = {{60, 150, 40, 30}, {150, 110, 120, 100}, {180, 120, 160, 150}};
        for (int quarter = 0; quarter < 4; quarter++) {
            double level = Math.max(0, Math.min(255, means[label][quarter] + 18 * random.nextGaussian()));
            double x = quarter % 2 * image.columns() / 2.0;
            double y = quarter / 2 * image.rows() / 2.0;
            image.fill(new Rectangle2D.Double(x, y, image.columns() / 2.0, image.rows() / 2.0), level / 255);
        }
    }

    /** Draws one image of a class. */
    private interface Painter {
        void paint(DrawnImage image, int label, SplittableRandom random);
    }

    private record Kind(int training, int rows, int columns, int classes, Painter painter) {

        LabeledImages draw(String name, int count, long seed) {
            var seeds = new SplittableRandom(seed);
            var pixels = new byte[count * rows * columns];
            var labels = new int[count];
            for (int i = 0; i < count; i++) {
                var random = seeds.split();
                labels[i] = random.nextInt(classes);
                var image = new DrawnImage(rows, columns);
                painter.paint(image, labels[i], random);
                image.copyTo(pixels, i * rows * columns);
            }
            return new LabeledImages(name, rows, columns, classes, pixels, labels);
        }
    }
}
