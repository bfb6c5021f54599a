package io.glyphstream.learning.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/** The labeled images of some ranges of the log, cut to a window, and where they lie. Immutable. */
public final class LogWindow {

    private final WindowRule rule;
    private final ImageShape shape;
    private final List<LoggedImage> images;
    private final LogRanges ranges;
    private final Skipped skipped;

    /**
     * Labeled images that were left out.
     *
     * @param otherShape have another size
     * @param otherClass have a label outside the classes
     */
    public record Skipped(long otherShape, long otherClass) {}

    /** @param images the oldest first */
    LogWindow(WindowRule rule, ImageShape shape, List<LoggedImage> images, LogRanges ranges, Skipped skipped) {
        this.rule = rule;
        this.shape = shape;
        this.images = List.copyOf(images);
        this.ranges = ranges;
        this.skipped = skipped;
    }

    /** Returns how many images the window has. */
    public int size() {
        return images.size();
    }

    /** Returns the images, the oldest first. */
    List<LoggedImage> images() {
        return images;
    }

    /** Returns what the images have in common. */
    public ImageShape shape() {
        return shape;
    }

    /** Returns the ranges that were read. */
    public LogRanges ranges() {
        return ranges;
    }

    /** Returns which labeled images were left out. */
    public Skipped skipped() {
        return skipped;
    }

    /** Returns the images as a data set, the oldest first: those that are held out are its test images. */
    public Dataset dataset() {
        return new Dataset(
                "the log", part("training", image -> !image.isHeldOut()), part("held out", LoggedImage::isHeldOut));
    }

    /** Returns what a manifest says of the data set. */
    public LogData data() {
        return new LogData(ranges.images(), ranges.labels(), rule.text(), HeldOut.RULE, sha256());
    }

    /**
     * Returns the SHA-256 over the images, the oldest first: of each the length of its id in UTF-8 (4 bytes, big-endian), the
     * id, its label (4 bytes, big-endian), and its pixels.
     */
    public Sha256 sha256() {
        var digest = Digests.algorithm();
        for (var image : images) {
            byte[] id = image.id().getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(id.length).flip());
            digest.update(id);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(image.label()).flip());
            digest.update(image.pixels());
        }
        return new Sha256(digest.digest());
    }

    private LabeledImages part(String name, Predicate<LoggedImage> wanted) {
        var chosen = images.stream().filter(wanted).toList();
        var pixels = new ByteArrayOutputStream(
                Math.multiplyExact(chosen.size(), shape.input().values()));
        chosen.forEach(image -> pixels.writeBytes(image.pixels()));
        int[] labels = chosen.stream().mapToInt(LoggedImage::label).toArray();
        return new LabeledImages(
                "the log, " + name,
                new PixelShape(
                        shape.input().rows(),
                        shape.input().columns(),
                        shape.input().channels()),
                shape.classes(),
                pixels.toByteArray(),
                labels);
    }
}
