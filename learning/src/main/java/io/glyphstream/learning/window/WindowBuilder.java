package io.glyphstream.learning.window;

import io.glyphstream.model.InputShape;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.OffsetRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * Which image is newer is decided by the log alone, as clocks may be wrong: of two images of one partition that with the
 * greater offset, of two of different partitions that which is nearer to the end of its range. Keys are spread over the
 * partitions by their hashes, so partitions grow alike.
 */
/**
 * Joins images and labels to the window of a rule. All labels are handed over before the first image. Knows no Kafka.
 *
 * <p>A label that came as a record of its own counts more than that within the image, and of two the later one. Of two images
 * with the same id in a partition the later one counts.
 */
final class WindowBuilder {

    private static final int FEWEST_CLASSES = 2;

    private final WindowRule rule;
    private final Optional<ImageShape> shape;
    private final LogRanges ranges;
    private final Map<Integer, Long> ends;
    private final Map<Key, Integer> labels = new HashMap<>();
    private final Map<Key, Candidate> candidates = new HashMap<>();

    private record Key(int partition, String id) {}

    /** An image with a label, whatever its shape. */
    private record Candidate(LoggedImage image, InputShape input) {}

    /** @param shape which images are taken; without it those like the newest, and as many classes as their labels need */
    WindowBuilder(WindowRule rule, Optional<ImageShape> shape, LogRanges ranges) {
        this.rule = rule;
        this.shape = shape;
        this.ranges = ranges;
        ends = ranges.images().stream().collect(Collectors.toMap(OffsetRange::getPartition, OffsetRange::getTo));
    }

    void label(int partition, Label label) {
        labels.put(new Key(partition, label.getImageId()), label.getLabel());
    }

    void image(int partition, long offset, Image image) {
        var key = new Key(partition, image.getId());
        @Nullable Integer label = labels.getOrDefault(key, image.getLabel());
        if (label == null) {
            // The newest image of an id counts, and this one has no label.
            candidates.remove(key);
            return;
        }
        var logged = new LoggedImage(partition, offset, image.getId(), label, Images.pixels(image));
        candidates.put(key, new Candidate(logged, InputShape.gray(image.getRows(), image.getColumns())));
    }

    /** Returns the window; it may be empty. */
    LogWindow build() {
        var newestFirst = candidates.values().stream()
                .sorted(Comparator.comparingLong(this::age).thenComparingInt(candidate -> candidate.image.partition()))
                .toList();
        var taken = shape.orElseGet(() -> shapeOf(newestFirst));
        var fitting = newestFirst.stream()
                .filter(candidate -> candidate.input.equals(taken.input()))
                .map(Candidate::image)
                .toList();
        var known = fitting.stream().filter(image -> isKnown(image, taken)).toList();
        var window = new ArrayList<>(cut(known, taken));
        Collections.reverse(window);
        var skipped = new LogWindow.Skipped(newestFirst.size() - fitting.size(), fitting.size() - known.size());
        return new LogWindow(rule, taken, window, ranges, skipped);
    }

    /** Returns how many offsets lie between an image and the end of its range. */
    private long age(Candidate candidate) {
        return ends.getOrDefault(candidate.image.partition(), 0L) - candidate.image.offset();
    }

    private List<LoggedImage> cut(List<LoggedImage> newestFirst, ImageShape taken) {
        var perClass = new int[taken.classes()];
        long bytes = 0;
        var window = new ArrayList<LoggedImage>();
        for (var image : newestFirst) {
            int counted = rule.scope() == WindowRule.Scope.ALL ? window.size() : perClass[image.label()];
            if (counted >= rule.count()) {
                continue;
            }
            bytes += image.pixels().length;
            if (bytes > rule.mostBytes()) {
                break;
            }
            perClass[image.label()]++;
            window.add(image);
        }
        return window;
    }

    private static ImageShape shapeOf(List<Candidate> newestFirst) {
        if (newestFirst.isEmpty()) {
            return ImageShape.gray(1, 1, FEWEST_CLASSES);
        }
        var newest = newestFirst.get(0);
        int most = Stream.concat(Stream.of(newest), newestFirst.stream())
                .filter(candidate -> candidate.input.equals(newest.input))
                .mapToInt(candidate -> candidate.image.label())
                .max()
                .orElse(0);
        return new ImageShape(newest.input, Math.max(FEWEST_CLASSES, most + 1));
    }

    private static boolean isKnown(LoggedImage image, ImageShape taken) {
        return image.label() >= 0 && image.label() < taken.classes();
    }
}
