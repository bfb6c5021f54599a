package io.glyphstream.learning.window;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.OffsetRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The places and labels of the images of a window, and the images themselves once they are read. Knows no Kafka. */
final class WindowChoice {

    private final WindowRule rule;
    private final ImageShape shape;
    private final LogRanges ranges;
    private final LogWindow.Skipped skipped;
    private final List<Place> newestFirst = new ArrayList<>();
    private final Map<Integer, Map<Long, Integer>> places = new HashMap<>();
    private final List<@Nullable LoggedImage> read = new ArrayList<>();

    private record Place(int partition, long offset, int label) {}

    WindowChoice(WindowRule rule, ImageShape shape, LogRanges ranges, LogWindow.Skipped skipped) {
        this.rule = rule;
        this.shape = shape;
        this.ranges = ranges;
        this.skipped = skipped;
    }

    /** Adds the next older image. */
    void add(int partition, long offset, int label) {
        places.computeIfAbsent(partition, number -> new HashMap<>()).put(offset, newestFirst.size());
        newestFirst.add(new Place(partition, offset, label));
        read.add(null);
    }

    /** Returns how many images the window has. */
    int size() {
        return newestFirst.size();
    }

    /** Returns what the images have in common. */
    ImageShape shape() {
        return shape;
    }

    /** Returns true if older images would not be taken. */
    boolean isFull() {
        long most = rule.mostImages(shape);
        if (rule.scope() == WindowRule.Scope.ALL || size() >= most) {
            return size() >= Math.min(rule.count(), most);
        }
        return IntStream.range(0, shape.classes()).allMatch(label -> count(label) >= rule.count());
    }

    /** Returns the ranges of images without what lies before the oldest of the window. */
    List<OffsetRange> tightImageRanges() {
        return ranges.images().stream().map(this::tight).toList();
    }

    /** Returns true if the window has the image at this place. */
    boolean contains(int partition, long offset) {
        return places.getOrDefault(partition, Map.of()).containsKey(offset);
    }

    /** Takes in an image that the window has. */
    void image(int partition, long offset, Image image) {
        int number = Objects.requireNonNull(
                places.getOrDefault(partition, Map.of()).get(offset), "not an image of the window");
        var place = newestFirst.get(number);
        read.set(number, new LoggedImage(partition, offset, image.getId(), place.label(), Images.pixels(image)));
    }

    /** Returns the window of the images that were read. */
    LogWindow window() {
        var images = new ArrayList<LoggedImage>();
        for (var image : read) {
            if (image != null) {
                images.add(image);
            }
        }
        Collections.reverse(images);
        return new LogWindow(rule, shape, images, ranges, skipped);
    }

    private long count(int label) {
        return newestFirst.stream().filter(place -> place.label() == label).count();
    }

    /** Returns a range of images without what lies before the oldest of the window. */
    OffsetRange tight(OffsetRange range) {
        long from = newestFirst.stream()
                .filter(place -> place.partition() == range.getPartition())
                .mapToLong(Place::offset)
                .min()
                .orElse(range.getTo());
        return new OffsetRange(range.getTopicId(), range.getPartition(), from, range.getTo());
    }
}
