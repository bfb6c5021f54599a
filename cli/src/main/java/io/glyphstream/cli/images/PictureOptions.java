package io.glyphstream.cli.images;

import io.glyphstream.cli.command.Usage;
import io.glyphstream.datasets.pictures.PictureFit;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How pictures become images that a model knows. */
final class PictureOptions {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

    @Option(
            names = "--size",
            paramLabel = "ROWSxCOLUMNS",
            description = "Stretch pictures to this size. Without it, they are fitted as MNIST's makers did, in 28x28.")
    private Optional<String> size = Optional.empty();

    /** Ink is what differs from a picture's border. */
    PictureFit fit() {
        if (size.isEmpty()) {
            return new PictureFit.AsMnist();
        }
        var numbers = SIZE.matcher(size.get());
        if (!numbers.matches()) {
            throw Usage.mistake("--size must be like 28x28 but was " + size.get());
        }
        return Usage.check(() -> new PictureFit.Resized(
                Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), PictureFit.Polarity.BY_BORDER));
    }
}
