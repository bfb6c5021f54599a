package io.glyphstream.producer;

import io.glyphstream.datasets.GrayImage;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The images of a source, one after the other, in order and under their ids. Reads each when it is asked for.
 *
 * <p>What cannot be used is left out and counted by its reason. A round without one usable image ends the feed, since
 * the next would not be better.
 */
public final class ImageFeed implements Iterator<FeedImage> {

    private final ImageSource source;
    private final FeedSettings settings;
    private final Map<String, Long> skipped = new TreeMap<>();

    private int round = 1;
    private int position;
    private int[] order;
    private int usableInRound;
    private long fed;
    private Optional<FeedImage> next = Optional.empty();

    public ImageFeed(ImageSource source, FeedSettings settings) {
        this.source = source;
        this.settings = settings;
        this.order = settings.order().indices(source.size(), round);
    }

    /** Returns how many images there will be at most; nothing if it goes on until it is stopped. */
    public OptionalLong total() {
        var size = (long) source.size();
        if (settings.repetition() == Repetition.ENDLESS) {
            return settings.count();
        }
        return OptionalLong.of(Math.min(size, settings.count().orElse(size)));
    }

    /** Returns how many pictures were left out so far, by reason. */
    public Map<String, Long> skipped() {
        return Map.copyOf(skipped);
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()
                && (settings.count().isEmpty() || fed < settings.count().getAsLong())) {
            next = advance();
        }
        return next.isPresent();
    }

    @Override
    public FeedImage next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the feed of " + source.name() + " is at its end");
        }
        var image = next.orElseThrow();
        next = Optional.empty();
        fed++;
        return image;
    }

    private Optional<FeedImage> advance() {
        while (position < order.length || nextRound()) {
            var item = source.item(order[position++]);
            if (item instanceof ImageSource.Item.Found found) {
                usableInRound++;
                GrayImage image = found.image();
                return Optional.of(
                        new FeedImage(settings.ids().id(found.key(), round), image, found.label(), found.origin()));
            }
            if (item instanceof ImageSource.Item.Unusable unusable) {
                skipped.merge(unusable.reason(), 1L, Long::sum);
            }
        }
        return Optional.empty();
    }

    private boolean nextRound() {
        if (settings.repetition() == Repetition.ONCE || usableInRound == 0) {
            return false;
        }
        round++;
        position = 0;
        usableInRound = 0;
        order = settings.order().indices(source.size(), round);
        return true;
    }
}
