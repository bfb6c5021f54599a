package io.glyphstream.learning.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.model.InputShape;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.OffsetRange;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * Which image is newer is decided by the log alone, as clocks may be wrong: of two images of one partition that with the
 * greater offset, of two of different partitions that which is nearer to the end of its range. Keys are spread over the
 * partitions by their hashes, so partitions grow alike.
 *
 * The ranges may have many more images and labels than the window. So it keeps no pixels, of each id 16 bytes, and of the
 * labels only those whose image it has seen: some 120 bytes for each image, whatever comes.
 */
/**
 * Chooses the images of a window by its rule. All images are handed over before the first label. Knows no Kafka.
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
    private final Map<Key, Candidate> candidates = new HashMap<>();

    /** The partition, and the first half of the SHA-256 of the id: two ids do not have the same one by chance. */
    private record Key(int partition, long first, long second) {

        static Key of(int partition, String id) {
            var digest = ByteBuffer.wrap(Digests.sha256(id.getBytes(UTF_8)).bytes());
            return new Key(partition, digest.getLong(), digest.getLong());
        }
    }

    /** An image, whatever its shape. */
    private record Candidate(
            int partition,
            long offset,
            ClaimedShape shape,
            @Nullable Integer label) {

        Candidate withLabel(int other) {
            return new Candidate(partition, offset, shape, other);
        }

        int knownLabel() {
            return label == null ? -1 : label;
        }
    }

    /** @param shape which images are taken; without it those like the newest, and as many classes as their labels need */
    WindowBuilder(WindowRule rule, Optional<ImageShape> shape, LogRanges ranges) {
        this.rule = rule;
        this.shape = shape;
        this.ranges = ranges;
        ends = ranges.images().stream().collect(Collectors.toMap(OffsetRange::getPartition, OffsetRange::getTo));
    }

    void image(int partition, long offset, Image image) {
        candidates.put(
                Key.of(partition, image.getId()),
                new Candidate(partition, offset, ClaimedShape.of(image), image.getLabel()));
    }

    void label(int partition, Label label) {
        candidates.computeIfPresent(
                Key.of(partition, label.getImageId()), (key, found) -> found.withLabel(label.getLabel()));
    }

    /** Returns how many images are kept. */
    int size() {
        return candidates.size();
    }

    /** Returns the images of the window; there may be none. */
    WindowChoice choose() {
        var newestFirst = candidates.values().stream()
                .filter(candidate -> candidate.label() != null)
                .sorted(Comparator.comparingLong(this::age).thenComparingInt(Candidate::partition))
                .toList();
        var taken = shape.orElseGet(() -> shapeOf(newestFirst));
        var fitting = newestFirst.stream()
                .filter(candidate -> hasSize(candidate, taken))
                .toList();
        var known = fitting.stream().filter(image -> isKnown(image, taken)).toList();
        var choice = new WindowChoice(rule, taken, ranges, skipped(newestFirst, fitting, known));
        cut(known, taken, choice);
        return choice;
    }

    private static LogWindow.Skipped skipped(List<Candidate> all, List<Candidate> fitting, List<Candidate> known) {
        return new LogWindow.Skipped(all.size() - fitting.size(), fitting.size() - known.size());
    }

    /** Returns how many offsets lie between an image and the end of its range. */
    private long age(Candidate candidate) {
        return ends.getOrDefault(candidate.partition(), 0L) - candidate.offset();
    }

    private void cut(List<Candidate> newestFirst, ImageShape taken, WindowChoice choice) {
        var perClass = new int[taken.classes()];
        long most = rule.mostImages(taken);
        for (var image : newestFirst) {
            int label = image.knownLabel();
            int counted = rule.scope() == WindowRule.Scope.ALL ? choice.size() : perClass[label];
            if (counted >= rule.count()) {
                continue;
            }
            if (choice.size() >= most) {
                break;
            }
            perClass[label]++;
            choice.add(image.partition(), image.offset(), label);
        }
    }

    private static ImageShape shapeOf(List<Candidate> newestFirst) {
        if (newestFirst.isEmpty()) {
            return ImageShape.gray(1, 1, FEWEST_CLASSES);
        }
        var newest = newestFirst.get(0);
        int most = newestFirst.stream()
                .filter(candidate -> candidate.shape.equals(newest.shape))
                .mapToInt(Candidate::knownLabel)
                .max()
                .orElse(0);
        return new ImageShape(
                new InputShape(newest.shape.rows(), newest.shape.columns(), newest.shape.channels()),
                Math.max(FEWEST_CLASSES, most + 1));
    }

    private static boolean hasSize(Candidate candidate, ImageShape taken) {
        return taken.input().matches(candidate.shape.rows(), candidate.shape.columns(), candidate.shape.channels());
    }

    private static boolean isKnown(Candidate image, ImageShape taken) {
        return image.knownLabel() >= 0 && image.knownLabel() < taken.classes();
    }
}
