package io.glyphstream.verifier;

import static java.util.Comparator.comparingLong;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;

/*
 * The order of the answers cannot tell where those to the newest images begin: it is one of the things that are to be proved,
 * and where images were answered twice it goes back. Times can. The record of an answer has the time of its image's record,
 * so all answers to a set of images, however often and in whatever order they were given, lie at or behind the first record
 * whose time is not before the earliest of the images. No clock is compared with another: it is the same number twice.
 * A processor gives an answer another time only if the image has none, or one that is ahead of its own clock. So that nothing
 * is believed, each answer that is read is compared with its image; if one has another time, or an image has none, then the
 * predictions are read from their beginning.
 */
/** Finds the newest images of a topic, and where the answers to them begin. */
final class NewestImages {
    private final Topics topics;
    private final TopicContents contents;

    NewestImages(Topics topics, TopicContents contents) {
        this.topics = topics;
        this.contents = contents;
    }

    /** Returns the newest offsets: as many of each partition, and where one has fewer, more of the others. */
    static SortedMap<Integer, Span> of(SortedMap<Integer, Span> images, long count) {
        var smallestFirst = new ArrayList<>(images.entrySet());
        smallestFirst.sort(comparingLong(entry -> entry.getValue().length()));
        var newest = new TreeMap<Integer, Span>();
        var left = count;
        for (var i = 0; i < smallestFirst.size(); i++) {
            var span = smallestFirst.get(i).getValue();
            var taken = Math.min(span.length(), left / (smallestFirst.size() - i));
            newest.put(smallestFirst.get(i).getKey(), new Span(span.end() - taken, span.end()));
            left -= taken;
        }
        return newest;
    }

    /** Returns these spans, whose images are the newest ones, with only those predictions that can be answers to them. */
    Spans narrow(Spans spans) {
        var predictions = new TreeMap<Integer, Span>();
        var extents = new HashMap<Integer, Extent>();
        spans.predictions().forEach((partition, all) -> {
            var images = spans.images().getOrDefault(partition, new Span(0, 0));
            var first = Math.min(all.end(), Math.max(all.begin(), firstAnswer(partition, images, all)));
            predictions.put(partition, new Span(first, all.end()));
            extents.put(partition, new Extent(images.begin(), first > all.begin() ? first : 0));
        });
        return new Spans(spans.images(), spans.labels(), predictions, spans.deadLetters(), extents);
    }

    private long firstAnswer(int partition, Span images, Span predictions) {
        if (images.length() == 0) {
            return predictions.end();
        }
        var earliest = Long.MAX_VALUE;
        try (var records = contents.read(topics.images().name(), partition, images)) {
            while (records.hasNext()) {
                earliest = Math.min(earliest, records.next().timestamp());
            }
        }
        return earliest < 0
                ? predictions.begin()
                : contents.offsetOf(topics.predictions().name(), partition, earliest);
    }
}
