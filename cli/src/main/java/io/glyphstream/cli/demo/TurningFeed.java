package io.glyphstream.cli.demo;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Distortion;
import io.glyphstream.producer.FeedImage;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Labeled images that turn by degrees, each under its number in the stream. Begins again when it has fed them all. */
final class TurningFeed implements Iterator<FeedImage> {

    private static final String PREFIX = "drift-";
    private static final Pattern ID = Pattern.compile(PREFIX + "(\\d{1,9})");

    private final LabeledImages images;
    private final StorySettings settings;
    private final Distortion distortion;
    private volatile int fed;

    TurningFeed(LabeledImages images, StorySettings settings) {
        this.images = images;
        this.settings = settings;
        this.distortion = new Distortion(Augmentation.NONE, images.rows(), images.columns());
    }

    /** Returns the number of the image with this id; nothing if it is none of a story. */
    static OptionalLong number(String id) {
        var match = ID.matcher(id);
        return match.matches() ? OptionalLong.of(Long.parseLong(match.group(1))) : OptionalLong.empty();
    }

    /** Returns how many turned images were taken; from any thread. */
    long turned() {
        return Math.max(0, fed - settings.upright());
    }

    /** Returns by how much the next image will be turned. */
    double degrees() {
        return settings.degreesAt(fed);
    }

    @Override
    public boolean hasNext() {
        return fed < settings.most();
    }

    /** For one thread. */
    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public FeedImage next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the story is at its end");
        }
        int number = fed;
        int index = number % images.size();
        double degrees = settings.degreesAt(number);
        byte[] turned = distortion.turned(images.image(index).pixels(), degrees);
        fed = number + 1;
        return new FeedImage(
                PREFIX + number,
                PixelImage.owning(PixelShape.gray(images.rows(), images.columns()), turned),
                OptionalInt.of(images.label(index)),
                String.format(Locale.ROOT, "%s, turned by %.2f degrees", images.name(), degrees));
    }
}
