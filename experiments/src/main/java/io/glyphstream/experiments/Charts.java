package io.glyphstream.experiments;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots that are told apart without color too: by dashes, marks and shades. */
final class Charts {

    static final int WIDTH = 800;
    static final int HEIGHT = 480;

    private static final int MARK = 8;

    /** So many places have room for a label each. */
    private static final int MOST_LABELED = 12;

    /** XChart restarts its dashes at each point, so a line of more points than these looks whole, and needs marks. */
    private static final int MOST_DASHED = 60;

    private static final int MARKS_ON_LINE = 10;
    private static final String CURVE = " (curve)";

    private static final Color GRID = new Color(0xdddddd);

    /** The second is light enough to be seen upon the first. */
    private static final List<Color> INKS = List.of(
            new Color(0x1b1b1b), new Color(0xe07b20), new Color(0x08519c), new Color(0x2e8b57), new Color(0x9467bd));

    private static final List<BasicStroke> DASHES =
            List.of(stroke(), stroke(9, 4), stroke(2, 3), stroke(10, 3, 2, 3), stroke(16, 5));

    private static final List<Marker> MARKS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.CROSS);

    /** Paler than any ink, and each paler than the next. */
    private static final List<Color> REGIONS = List.of(new Color(0xf6efd9), new Color(0xc9dcea), new Color(0x9fb0a0));

    private Charts() {}

    /** Whether the points of a line are marked. */
    enum Marks {
        SHOWN,
        HIDDEN,
        /** Around what other lines show at the same place. */
        RINGS
    }

    /** How an axis grows. */
    enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    /**
     * What surrounds the lines.
     *
     * @param x name and unit
     * @param y name and unit
     */
    record Frame(String title, String x, String y, Scale xScale, Scale yScale, LegendPosition legend) {

        static Frame linear(String title, String x, String y, LegendPosition legend) {
            return new Frame(title, x, y, Scale.LINEAR, Scale.LINEAR, legend);
        }
    }

    /** Some points, connected. */
    record Line(String name, List<Double> x, List<Double> y, Marks marks) {

        Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }
    }

    /** Points of one class among regions of answers. */
    record Spots(String name, List<Double> x, List<Double> y) {

        Spots {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }
    }

    /** Returns a plot of lines; those without any point are left out. */
    static BufferedImage lines(Frame frame, List<Line> lines) {
        XYChart chart = chart(frame);
        boolean several = lines.size() > 1;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.x().isEmpty()) {
                continue;
            }
            boolean marked = several && line.x().size() > MOST_DASHED;
            var series = chart.addSeries(line.name() + (marked ? CURVE : ""), unevenly(line.x()), line.y());
            series.setMarker(marker(line.marks(), i));
            series.setMarkerColor(INKS.get(i % INKS.size()));
            series.setLineColor(INKS.get(i % INKS.size()));
            series.setLineStyle(DASHES.get(i % DASHES.size()));
            if (marked) {
                series.setShowInLegend(false);
                addMarks(chart, line, i);
            }
        }
        if (frame.yScale() == Scale.LOGARITHMIC) {
            double decades = decades(lines);
            chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
            chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> logarithmicLabel(value, decades));
        }
        return draw(chart);
    }

    /** Marks some places of a line; the lines are marked at different ones, so that their marks do not hide each other. */
    private static void addMarks(XYChart chart, Line line, int number) {
        int step = line.x().size() / MARKS_ON_LINE;
        int first = step * (number % MARKS.size()) / MARKS.size();
        List<Integer> places = IntStream.iterate(first, i -> i < line.x().size(), i -> i + step)
                .boxed()
                .toList();
        var series = chart.addSeries(
                line.name(),
                places.stream().map(line.x()::get).toList(),
                places.stream().map(line.y()::get).toList());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(MARKS.get(number % MARKS.size()));
        series.setMarkerColor(INKS.get(number % INKS.size()));
    }

    private static Marker marker(Marks marks, int line) {
        return switch (marks) {
            case SHOWN -> MARKS.get(line % MARKS.size());
            case HIDDEN -> SeriesMarkers.NONE;
            case RINGS -> new Ring();
        };
    }

    /** Returns the places with the last of many moved by nothing to speak of: if they are even, XChart labels each. */
    private static List<Double> unevenly(List<Double> places) {
        var moved = new ArrayList<>(places);
        if (moved.size() > MOST_LABELED) {
            moved.set(moved.size() - 1, moved.get(moved.size() - 1) * (1 + 1e-4));
        }
        return moved;
    }

    /** Returns how many powers of ten lie between the least and the largest y. */
    private static double decades(List<Line> lines) {
        var range = lines.stream()
                .flatMap(line -> line.y().stream())
                .mapToDouble(Math::log10)
                .summaryStatistics();
        return range.getMax() - range.getMin();
    }

    /**
     * Returns what a tick of a logarithmic axis says: over many decades only powers of ten have a label, over a few 2 and
     * 5 as well, within one all do.
     */
    static String logarithmicLabel(double value, double decades) {
        int digit = (int) Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
        boolean said = digit == 1 || decades < 1 || (decades < 3 && (digit == 2 || digit == 5));
        return said ? new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value) : "";
    }

    /**
     * Returns points upon the regions of their classes.
     *
     * @param regions the places of the grid that are answered with each class
     * @param step of the grid
     */
    static BufferedImage regions(Frame frame, List<Spots> regions, double step, List<Spots> points) {
        XYChart chart = chart(frame);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setPlotContentSize(1);
        double width = span(regions, Spots::x) / step;
        double height = span(regions, Spots::y) / step;
        var cell = new Cell(WIDTH / width, HEIGHT / height);
        for (int i = 0; i < regions.size(); i++) {
            Spots region = regions.get(i);
            if (!region.x().isEmpty()) {
                var series = chart.addSeries("answer " + region.name(), region.x(), region.y());
                series.setMarker(cell);
                series.setMarkerColor(REGIONS.get(i % REGIONS.size()));
                series.setShowInLegend(false);
            }
        }
        for (int i = 0; i < points.size(); i++) {
            Spots spots = points.get(i);
            var series = chart.addSeries(spots.name(), spots.x(), spots.y());
            series.setMarker(MARKS.get(i % MARKS.size()));
            series.setMarkerColor(INKS.get(i % INKS.size()));
        }
        return draw(chart);
    }

    /** Returns pictures one below the other. */
    static BufferedImage below(List<BufferedImage> pictures) {
        int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pictures.stream().mapToInt(BufferedImage::getHeight).sum();
        var all = new BufferedImage(width, Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = all.createGraphics();
        int top = 0;
        for (BufferedImage picture : pictures) {
            canvas.drawImage(picture, 0, top, null);
            top += picture.getHeight();
        }
        canvas.dispose();
        return all;
    }

    private static double span(List<Spots> regions, Function<Spots, List<Double>> coordinate) {
        var summary = regions.stream()
                .flatMap(region -> coordinate.apply(region).stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return summary.getMax() - summary.getMin();
    }

    private static XYChart chart(Frame frame) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(frame.title())
                .xAxisTitle(frame.x())
                .yAxisTitle(frame.y())
                .build();
        var styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setLegendBorderColor(GRID);
        styler.setLegendPosition(frame.legend());
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setMarkerSize(MARK);
        styler.setXAxisLogarithmic(frame.xScale() == Scale.LOGARITHMIC);
        styler.setYAxisLogarithmic(frame.yScale() == Scale.LOGARITHMIC);
        styler.setXAxisDecimalPattern("#,##0.####");
        styler.setYAxisDecimalPattern("#,##0.####");
        return chart;
    }

    private static BufferedImage draw(XYChart chart) {
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static BasicStroke stroke(float... dashes) {
        return dashes.length == 0
                ? new BasicStroke(2)
                : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    /** One place of a grid, a little larger than the distance to the next, so that nothing shows through. */
    private static final class Cell extends Marker {

        private final double width;
        private final double height;

        Cell(double width, double height) {
            this.width = width;
            this.height = height;
        }

        @Override
        public void paint(Graphics2D graphics, double x, double y, int size) {
            graphics.fill(new Rectangle2D.Double(x - width / 2, y - height / 2, width, height));
        }
    }

    /** A circle with room for another mark inside. */
    private static final class Ring extends Marker {

        @Override
        public void paint(Graphics2D graphics, double x, double y, int size) {
            graphics.setStroke(stroke());
            graphics.draw(new Ellipse2D.Double(x - size, y - size, 2.0 * size, 2.0 * size));
        }
    }
}
