package io.glyphstream.producer;

import java.util.OptionalLong;

/**
 * Which images of a source are fed, in which order, under which names.
 *
 * @param count the most images to feed; none for no limit
 */
public record FeedSettings(ImageIds ids, Order order, Repetition repetition, OptionalLong count) {

    public FeedSettings {
        if (count.isPresent() && count.getAsLong() < 1) {
            throw new IllegalArgumentException("count must be at least 1 but was " + count.getAsLong());
        }
    }

    /** Each image once, as stored. */
    public static FeedSettings once(ImageIds ids) {
        return new FeedSettings(ids, new Order.AsStored(), Repetition.ONCE, OptionalLong.empty());
    }

    /** The same with another order. */
    public FeedSettings withOrder(Order other) {
        return new FeedSettings(ids, other, repetition, count);
    }

    /** The same with another repetition. */
    public FeedSettings withRepetition(Repetition other) {
        return new FeedSettings(ids, order, other, count);
    }

    /** The same with a limit. */
    public FeedSettings withCount(long limit) {
        return new FeedSettings(ids, order, repetition, OptionalLong.of(limit));
    }
}
