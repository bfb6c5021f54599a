package io.glyphstream.datasets.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing a digit: the path of the pen in a box of 1 x 1, y downward.
 *
 * <p>The shapes are written down in hundredths as {@code x,y} points. A {@code curve} runs smoothly through its points (Catmull and Rom's
 * spline), a {@code line} straight from one to the next; strokes are parted by semicolons.
 */
final class DigitShape {

    private static final List<List<String>> SHAPES = List.of(
            List.of(
                    "curve 52,0 25,12 10,50 22,88 48,100 75,86 88,50 76,12 50,1",
                    "curve 55,0 35,15 25,50 33,85 50,100 67,85 74,50 66,15 52,2",
                    "curve 70,8 46,1 22,20 12,55 25,90 52,99 80,80 88,42 72,10 45,6"),
            List.of(
                    "line 50,0 50,100",
                    "curve 54,0 49,50 46,100",
                    "line 28,22 52,0 52,100",
                    "line 30,20 52,0 52,100; line 25,100 78,100"),
            List.of(
                    "curve 18,24 30,6 52,0 76,10 80,32 60,60 34,82 14,99; line 14,99 86,99",
                    "curve 16,22 34,3 60,2 78,20 70,48 46,76 24,93 12,86 20,76 38,82 60,96 90,92",
                    "curve 20,18 44,0 74,8 78,34 52,66 14,98; curve 14,98 40,92 62,98 88,94"),
            List.of(
                    "curve 16,14 40,0 70,6 76,26 62,42 40,48; curve 40,48 68,52 82,70 72,92 44,100 14,88",
                    "line 18,3 78,3 44,40; curve 44,40 70,44 82,66 72,90 44,100 14,88",
                    "curve 18,12 46,0 74,12 70,34 46,46 72,54 82,76 62,98 34,98 12,84"),
            List.of(
                    "curve 24,2 18,30 12,56; line 12,56 88,53; line 72,12 66,100",
                    "line 64,100 64,0 10,66 90,66",
                    "line 22,4 20,50 78,48; line 80,0 76,100",
                    "curve 30,0 22,28 16,44 34,52 58,48 76,38; curve 80,4 76,38 72,70 68,100"),
            List.of(
                    "line 80,2 28,2 22,44; curve 22,44 48,36 76,48 82,70 66,94 38,100 12,88",
                    "line 82,3 31,5; curve 31,5 26,24 23,46 46,38 76,50 80,76 60,98 32,98 12,86",
                    "curve 82,4 50,3 29,10 27,34 50,44 76,58 76,84 50,100 14,92"),
            List.of(
                    "curve 66,2 40,20 20,52 20,80 40,99 68,94 80,72 66,52 42,54 22,72",
                    "curve 40,0 24,36 18,70 32,96 60,99 78,80 68,58 44,56 22,74",
                    "curve 78,10 54,1 28,22 16,60 26,92 52,100 76,86 74,62 50,54 20,70"),
            List.of(
                    "line 14,4 84,4 40,100",
                    "line 14,4 84,4 42,100; line 32,52 76,50",
                    "line 14,22 16,5; curve 16,5 50,8 84,2; curve 84,2 60,44 46,100",
                    "curve 12,12 34,2 60,6 84,4; curve 84,4 66,34 52,66 46,100"),
            List.of(
                    "curve 74,14 50,0 26,14 34,38 62,56 78,78 52,100 22,80 36,56 64,38 76,14",
                    "curve 50,0 28,12 28,34 50,46 72,34 72,12 50,0; curve 50,46 20,60 18,86 50,100 82,86 80,60 50,46",
                    "curve 78,10 48,2 24,18 44,44 74,66 66,94 36,98 24,74 52,44 76,10"),
            List.of(
                    "curve 76,16 52,2 24,14 18,36 40,50 66,40 78,14; curve 78,14 76,50 70,100",
                    "curve 78,20 52,0 22,18 24,44 54,48 78,20; curve 78,20 80,60 66,94 34,98",
                    "curve 74,22 50,0 24,16 28,42 56,42 76,14; line 76,14 60,100"));

    private static final List<List<DigitShape>> BY_DIGIT = SHAPES.stream()
            .map(shapes -> shapes.stream().map(DigitShape::new).toList())
            .toList();

    private static final int STEPS = 6;

    private final List<List<Point>> strokes;

    private DigitShape(String written) {
        var parsed = new ArrayList<List<Point>>();
        for (String stroke : written.split("; ", -1)) {
            String[] words = stroke.split(" ", -1);
            List<Point> knots =
                    List.of(words).stream().skip(1).map(DigitShape::point).toList();
            parsed.add(trace(knots, words[0].equals("curve")));
        }
        strokes = List.copyOf(parsed);
    }

    /** A place under the pen. */
    record Point(double x, double y) {}

    /** Returns the usual ways of writing a digit. */
    static List<DigitShape> of(int digit) {
        return BY_DIGIT.get(digit);
    }

    /** Returns the strokes, each as points so close that straight lines between them look smooth. */
    List<List<Point>> strokes() {
        return strokes;
    }

    private static Point point(String written) {
        String[] coordinates = written.split(",", -1);
        return new Point(Integer.parseInt(coordinates[0]) / 100.0, Integer.parseInt(coordinates[1]) / 100.0);
    }

    private static List<Point> trace(List<Point> knots, boolean smooth) {
        var points = new ArrayList<Point>();
        int last = knots.size() - 1;
        for (int i = 0; i < last; i++) {
            Point from = knots.get(i);
            Point to = knots.get(i + 1);
            Point before = smooth && i > 0 ? knots.get(i - 1) : mirrored(to, from);
            Point after = smooth && i + 2 <= last ? knots.get(i + 2) : mirrored(from, to);
            for (int step = 0; step < STEPS; step++) {
                double t = (double) step / STEPS;
                points.add(new Point(
                        spline(before.x, from.x, to.x, after.x, t), spline(before.y, from.y, to.y, after.y, t)));
            }
        }
        points.add(knots.get(last));
        return List.copyOf(points);
    }

    /** Returns the point that continues the line from {@code from} to {@code to} by its own length. */
    private static Point mirrored(Point from, Point to) {
        return new Point(2 * to.x - from.x, 2 * to.y - from.y);
    }

    /** Returns the value between {@code from} (t = 0) and {@code to} (t = 1) of the spline through four values. */
    private static double spline(double before, double from, double to, double after, double t) {
        double slopeFrom = (to - before) / 2;
        double slopeTo = (after - from) / 2;
        double rise = to - from;
        return from + t * (slopeFrom + t * (3 * rise - 2 * slopeFrom - slopeTo + t * (slopeFrom + slopeTo - 2 * rise)));
    }
}
