package io.glyphstream.cli.images;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.datasets.pictures.PictureCollection.Size;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PicturePreprocessing;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How pictures become images that a model takes, as it is typed. What is not typed follows from the model, or from the pictures. */
public final class PictureOptions {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

    @Option(
            names = "--size",
            paramLabel = "ROWSxCOLUMNS",
            description = "The size that pictures become, such as 28x28.")
    private Optional<String> size = Optional.empty();

    @Option(names = "--color", description = "Pictures stay in color. Without it, they become gray.")
    private boolean color;

    @Option(
            names = "--polarity",
            paramLabel = "P",
            description =
                    "Which shade is ink: as-is (the bright one), inverted (the dark one), or automatic (what stands out"
                            + " from the border).")
    private Optional<String> polarity = Optional.empty();

    @Option(
            names = "--fit",
            paramLabel = "FIT",
            description =
                    "How pictures fill the size: contain (whole, with a margin), stretch, crop (the middle), or exact"
                            + " (others are left out).")
    private Optional<String> fit = Optional.empty();

    @Option(names = "--center", description = "Cut out the ink and center it by its mass, as the makers of MNIST did.")
    private boolean center;

    /** Returns what was typed, as people write it. */
    List<String> typed() {
        var typed = new ArrayList<String>();
        size.ifPresent(text -> typed.add("--size " + text));
        if (color) {
            typed.add("--color");
        }
        polarity.ifPresent(text -> typed.add("--polarity " + text));
        fit.ifPresent(text -> typed.add("--fit " + text));
        if (center) {
            typed.add("--center");
        }
        return typed;
    }

    /** Returns the size, if one was typed. */
    Optional<Size> size() {
        return size.map(text -> {
            var numbers = SIZE.matcher(text);
            if (!numbers.matches()) {
                throw Usage.mistake("--size must be like 28x28 but was " + text);
            }
            return new Size(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
        });
    }

    /** Returns what becomes of pictures that a model is to learn from: they stay as they are, in gray, unless something else was typed. */
    PictureConversion learned(Size usual) {
        return conversion(size().orElse(usual), Polarity.AS_IS, Fit.CONTAIN);
    }

    /** Returns what becomes of pictures where no model says it: as in MNIST where nothing was typed. */
    PictureConversion conversion() {
        if (typed().isEmpty()) {
            return PictureConversion.asMnist();
        }
        PictureConversion mnist = PictureConversion.asMnist();
        Size usual = new Size(mnist.rows(), mnist.columns());
        return conversion(size().orElse(usual), Polarity.AUTOMATIC, center ? Fit.CONTAIN : Fit.STRETCH);
    }

    /**
     * Returns what becomes of pictures for a model whose manifest says it.
     *
     * @param model what the model is called
     * @throws io.glyphstream.cli.command.CommandException when something else was typed
     */
    PictureConversion conversion(String model, PictureConversion known) {
        PicturePreprocessing preprocessing = known.preprocessing();
        var wanted = new Size(known.rows(), known.columns());
        size().filter(typed -> !typed.equals(wanted))
                .ifPresent(typed -> refuse(model, "--size " + text(typed), "--size " + text(wanted)));
        if (color && preprocessing.colors() != Colors.RGB) {
            refuse(model, "--color", "gray");
        }
        polarity()
                .filter(typed -> typed != preprocessing.polarity())
                .ifPresent(typed -> refuse(
                        model,
                        "--polarity " + Choice.text(typed),
                        "--polarity " + Choice.text(preprocessing.polarity())));
        fit().filter(typed -> typed != preprocessing.fit())
                .ifPresent(typed ->
                        refuse(model, "--fit " + Choice.text(typed), "--fit " + Choice.text(preprocessing.fit())));
        if (center && !preprocessing.isCentered()) {
            refuse(model, "--center", "no centering");
        }
        return known;
    }

    /**
     * Returns what becomes of pictures for a model whose manifest only says what shape its images have: what was typed, and otherwise the
     * usual for images of this shape.
     */
    PictureConversion conversion(String model, int rows, int columns, int channels) {
        PictureConversion mnist = PictureConversion.asMnist();
        var wanted = new Size(rows, columns);
        size().filter(typed -> !typed.equals(wanted))
                .ifPresent(typed -> refuse(model, "--size " + text(typed), "--size " + text(wanted)));
        boolean isColor = channels == Colors.RGB.channels();
        if (color && !isColor) {
            refuse(model, "--color", "gray");
        }
        boolean isMnist = rows == mnist.rows() && columns == mnist.columns() && !isColor;
        if (isMnist && polarity.isEmpty() && fit.isEmpty()) {
            return mnist;
        }
        return Usage.check(() -> new PictureConversion(
                rows,
                columns,
                new PicturePreprocessing(
                        isColor ? Colors.RGB : Colors.GRAY,
                        polarity().orElse(isColor ? Polarity.AS_IS : Polarity.AUTOMATIC),
                        fit().orElse(center ? Fit.CONTAIN : Fit.STRETCH),
                        center)));
    }

    private PictureConversion conversion(Size images, Polarity usualPolarity, Fit usualFit) {
        return Usage.check(() -> new PictureConversion(
                images.rows(),
                images.columns(),
                new PicturePreprocessing(
                        color ? Colors.RGB : Colors.GRAY,
                        polarity().orElse(color ? Polarity.AS_IS : usualPolarity),
                        fit().orElse(usualFit),
                        center)));
    }

    private Optional<Polarity> polarity() {
        return polarity.map(typed -> Choice.of("--polarity", typed, Polarity.class));
    }

    private Optional<Fit> fit() {
        return fit.map(typed -> Choice.of("--fit", typed, Fit.class));
    }

    private static void refuse(String model, String typed, String wanted) {
        throw Usage.mistake("pictures for " + model + " must be converted as those that it learned from: " + wanted
                + ", but there was " + typed + ". Leave it out");
    }

    private static String text(Size size) {
        return String.format(Locale.ROOT, "%dx%d", size.rows(), size.columns());
    }
}
