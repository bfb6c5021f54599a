package io.glyphstream.learning.window;

import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.PinnedRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthorizationException;

/** The copies of the records of ranges that are not on the log any more. For one thread at a time. */
final class PinnedRecords {

    private final List<PinnedCopies> all;

    private PinnedRecords(List<PinnedCopies> all) {
        this.all = all;
    }

    /**
     * Reads the copies of the records of these ranges, which are in memory then.
     *
     * @throws MissingRecordsException when a range lies in none that is copied, or copies are gone
     */
    static PinnedRecords read(PinsTopic pins, List<MissingRange> missing, ReadProgress progress)
            throws MissingRecordsException {
        if (missing.isEmpty()) {
            return none();
        }
        var all = find(pins, missing);
        pins.records(record -> all.forEach(copies -> copies.take(record)), progress);
        var gone = all.stream()
                .flatMap(copies -> copies.lack(pins.name()).stream())
                .toList();
        if (!gone.isEmpty()) {
            throw new MissingRecordsException(gone, Optional.empty());
        }
        return new PinnedRecords(all);
    }

    private static List<PinnedCopies> find(PinsTopic pins, List<MissingRange> missing) throws MissingRecordsException {
        var known = ranges(pins, missing);
        var found = new ArrayList<PinnedCopies>();
        var lost = new ArrayList<String>();
        for (var range : missing) {
            // Of a smaller one fewer copies can be gone.
            var cover = known.stream()
                    .filter(pinned -> PinsTopic.covers(pinned, range.range()))
                    .min(Comparator.comparingLong(pinned -> pinned.getTo() - pinned.getFrom()));
            cover.ifPresent(pinned -> found.add(new PinnedCopies(range, pinned)));
            if (cover.isEmpty()) {
                lost.add(range.text());
            }
        }
        if (!lost.isEmpty()) {
            throw new MissingRecordsException(lost, Optional.of("models pin MODEL --data would have kept them"));
        }
        return found;
    }

    private static List<PinnedRange> ranges(PinsTopic pins, List<MissingRange> missing) throws MissingRecordsException {
        try {
            return pins.ranges();
        } catch (AuthorizationException hidden) {
            throw new MissingRecordsException(
                    missing.stream().map(MissingRange::text).toList(),
                    Optional.of("whether " + pins.name() + " has them you may not read"));
        }
    }

    /** Returns those of no range. */
    static PinnedRecords none() {
        return new PinnedRecords(List.of());
    }

    /** Returns the ranges whose records are not here. */
    List<OffsetRange> others(List<OffsetRange> ranges) {
        return ranges.stream()
                .filter(range -> all.stream().noneMatch(copies -> copies.range().equals(range)))
                .toList();
    }

    /** Hands over the copies that lie in one of these ranges, in the order of their offsets. */
    void show(String topic, List<OffsetRange> ranges, RecordReceiver receiver) {
        for (var copies : all) {
            if (ranges.contains(copies.range())) {
                copies.show(topic, receiver);
            }
        }
    }

    /** Hands over the copies that lie in one of these ranges, in the order of their offsets, and keeps them no longer. */
    void handOver(String topic, List<OffsetRange> ranges, RecordReceiver receiver) {
        for (var copies : all) {
            if (ranges.contains(copies.range())) {
                copies.handOver(topic, receiver);
            }
        }
    }
}
