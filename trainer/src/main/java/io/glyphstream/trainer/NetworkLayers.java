package io.glyphstream.trainer;

import io.glyphstream.model.network.Convolution;
import io.glyphstream.model.network.Dense;
import io.glyphstream.model.network.Flatten;
import io.glyphstream.model.network.Layer;
import io.glyphstream.model.network.MaximumPooling;
import io.glyphstream.model.network.NetworkForm;
import io.glyphstream.model.network.Rectifier;
import io.glyphstream.model.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/*
 * A rectifier follows each convolution, behind the pool if there is one: it does the same there, with less to do. It
 * follows each dense layer, too. What comes to the first dense layer is made flat. So none of them needs a word.
 */
/**
 * The layers of a network in words, all but the last: {@code conv16x5s2p1} has 16 filters with windows of 5 x 5, a stride
 * of 2 and a padding of 1 (without these two, 1 and 0), {@code pool2} has windows of 2 x 2, and {@code dense128} has 128
 * outputs. {@code none} stands for no layer.
 */
final class NetworkLayers {

    private static final String NONE = "none";
    private static final String NUMBER = "(\\d{1,6})";
    private static final Pattern CONVOLUTION =
            Pattern.compile("conv" + NUMBER + "x" + NUMBER + "(?:s" + NUMBER + ")?(?:p" + NUMBER + ")?");
    private static final Pattern POOL = Pattern.compile("pool" + NUMBER);
    private static final Pattern DENSE = Pattern.compile("dense" + NUMBER);

    /** The side of the images that presets are made for. */
    private static final double USUAL_SIDE = 28;

    /** Images with a shorter side than this would lose too much at their edges. */
    private static final int LEAST_WITHOUT_PADDING = 20;

    private NetworkLayers() {}

    /**
     * Returns the layers that the words say.
     *
     * @throws IllegalArgumentException if a word says none, or a number is out of its bounds
     */
    static List<Layer> read(String words) {
        var layers = new ArrayList<Layer>();
        var isRectified = true;
        for (var word : words(words)) {
            var layer = layer(word);
            if (!(layer instanceof MaximumPooling) && !isRectified) {
                layers.add(new Rectifier());
            }
            if (layer instanceof Dense && layers.stream().noneMatch(Flatten.class::isInstance)) {
                layers.add(new Flatten());
            }
            layers.add(layer);
            isRectified = layer instanceof MaximumPooling && isRectified;
        }
        if (!isRectified) {
            layers.add(new Rectifier());
        }
        if (layers.stream().noneMatch(Flatten.class::isInstance)) {
            layers.add(new Flatten());
        }
        return layers;
    }

    private static List<String> words(String words) {
        return words.equals(NONE) ? List.of() : List.of(words.split(",", -1));
    }

    private static Layer layer(String given) {
        var word = given.strip();
        var convolution = CONVOLUTION.matcher(word);
        if (convolution.matches()) {
            var side = number(convolution, 2, 0);
            return new Convolution(
                    number(convolution, 1, 0), side, side, number(convolution, 3, 1), number(convolution, 4, 0));
        }
        var pool = POOL.matcher(word);
        if (pool.matches()) {
            return new MaximumPooling(number(pool, 1, 0));
        }
        var dense = DENSE.matcher(word);
        if (dense.matches()) {
            return new Dense(number(dense, 1, 0));
        }
        throw new IllegalArgumentException(
                "a layer must be one like conv16x5, conv16x5s2p1, pool2 or dense128, or all of" + " them " + NONE
                        + ", but was '" + word + "'");
    }

    private static int number(MatchResult word, int group, int standIn) {
        var text = word.group(group);
        return text == null ? standIn : Integer.parseInt(text);
    }

    /** Returns the words for layers that were read from words. */
    static String text(List<Layer> layers) {
        var words = layers.stream()
                .map(layer -> layer.accept(new Word()))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(","));
        return words.isEmpty() ? NONE : words;
    }

    /** Returns the words for all layers of a form but the last. */
    static String hidden(NetworkForm form) {
        return text(form.layers().subList(0, form.layers().size() - 1));
    }

    /**
     * Returns layers like these for images of another size: the first window moves further where images are large, windows
     * reach beyond the edges where images are small, and pools are left out where nothing is left to pool.
     */
    static String fitting(String words, int rows, int columns) {
        var fit = new Fit(rows, columns);
        return text(read(words).stream()
                .flatMap(layer -> layer.accept(fit).stream())
                .toList());
    }

    /** The layer to take in place of one, of those that follow each other; none where it is left out. */
    private static final class Fit implements Layer.Visitor<Optional<Layer>> {

        private final int shorterSide;
        private int stride;
        private int rows;
        private int columns;

        Fit(int rows, int columns) {
            this.shorterSide = Math.min(rows, columns);
            this.stride = Math.max(1, (int) Math.round(Math.sqrt((double) rows * columns) / USUAL_SIDE));
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        public Optional<Layer> convolution(Convolution usual) {
            var side = stride == 1 ? usual.rows() : 2 * stride + 3;
            var padding = shorterSide < LEAST_WITHOUT_PADDING || stride > 1 ? side / 2 : usual.padding();
            var fitted = new Convolution(usual.filters(), side, side, stride, padding);
            stride = 1;
            return after(fitted);
        }

        @Override
        public Optional<Layer> pooling(MaximumPooling pooling) {
            return Math.min(rows, columns) < pooling.side() ? Optional.empty() : after(pooling);
        }

        private Optional<Layer> after(Layer layer) {
            var shape = layer.outputOf(new Shape(rows, columns, 1));
            rows = shape.rows();
            columns = shape.columns();
            return Optional.of(layer);
        }

        @Override
        public Optional<Layer> rectifier(Rectifier rectifier) {
            return Optional.of(rectifier);
        }

        @Override
        public Optional<Layer> flatten(Flatten flatten) {
            return Optional.of(flatten);
        }

        @Override
        public Optional<Layer> dense(Dense dense) {
            return Optional.of(dense);
        }
    }

    /** The word for a layer; empty where none is needed. */
    private static final class Word implements Layer.Visitor<String> {

        @Override
        public String convolution(Convolution convolution) {
            return "conv" + convolution.filters() + "x" + convolution.rows()
                    + (convolution.stride() == 1 ? "" : "s" + convolution.stride())
                    + (convolution.padding() == 0 ? "" : "p" + convolution.padding());
        }

        @Override
        public String pooling(MaximumPooling pooling) {
            return "pool" + pooling.side();
        }

        @Override
        public String rectifier(Rectifier rectifier) {
            return "";
        }

        @Override
        public String flatten(Flatten flatten) {
            return "";
        }

        @Override
        public String dense(Dense dense) {
            return "dense" + dense.outputs();
        }
    }
}
