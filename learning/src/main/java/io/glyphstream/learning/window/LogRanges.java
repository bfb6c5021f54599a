package io.glyphstream.learning.window;

import io.glyphstream.schemas.OffsetRange;
import java.util.List;

/** Ranges of the images and labels topics, one for each partition, by partition. */
public record LogRanges(List<OffsetRange> images, List<OffsetRange> labels) {

    public LogRanges {
        images = List.copyOf(images);
        labels = List.copyOf(labels);
    }

    /** Returns how many offsets they span. */
    long size() {
        return size(images) + size(labels);
    }

    /** Returns how many offsets ranges span. */
    static long size(List<OffsetRange> ranges) {
        return ranges.stream()
                .mapToLong(range -> range.getTo() - range.getFrom())
                .sum();
    }
}
