package io.glyphstream.producer;

import io.glyphstream.schemas.TextLimits;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The images of a source, one after the other, in order and under their ids. Reads each when it is asked for.
 *
 * <p>What cannot be used is left out and counted. A round without one usable image ends the feed, since
 * the next would not be better.
 */
public final class ImageFeed implements Iterator<FeedImage> {

    /** The most that {@link #firstSkipped} names. */
    public static final int MOST_NAMED = 100;

    private final ImageSource source;
    private final FeedSettings settings;
    private final List<ImageSource.Item.Unusable> firstSkipped = new ArrayList<>();

    private int round = 1;
    private int position;
    private int[] order;
    private int usableInRound;
    private long fed;
    private long skipped;
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

    /** Returns how often something was left out so far; over several rounds the same counts again. */
    public long skipped() {
        return skipped;
    }

    /** Returns what was left out first, with the reasons: {@value #MOST_NAMED} of them at most. */
    public List<ImageSource.Item.Unusable> firstSkipped() {
        return List.copyOf(firstSkipped);
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
            var image = source.item(order[position++]).match(this::named, this::skipped);
            if (image.isPresent()) {
                usableInRound++;
                return image;
            }
        }
        return Optional.empty();
    }

    /** A picture whose name is blank would have a blank id, which no image may have. */
    private Optional<FeedImage> named(ImageSource.Item.Found found) {
        var id = settings.ids().id(found.key(), round);
        if (id.isBlank()) {
            return skipped(new ImageSource.Item.Unusable(
                    found.origin(), found.origin() + ": its name is blank, and so would be its id: rename it"));
        }
        return Optional.of(
                new FeedImage(id, found.image(), found.label(), ImageIds.within(found.origin(), TextLimits.SOURCE)));
    }

    private Optional<FeedImage> skipped(ImageSource.Item.Unusable unusable) {
        skipped++;
        if (firstSkipped.size() < MOST_NAMED) {
            firstSkipped.add(unusable);
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
