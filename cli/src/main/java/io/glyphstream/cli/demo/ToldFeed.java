package io.glyphstream.cli.demo;

import io.glyphstream.producer.FeedImage;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** A feed that ends with the story, and tells each ten degrees of the turn. For one thread. */
final class ToldFeed implements Iterator<FeedImage> {

    private static final double STEP = 10;

    private final TurningFeed feed;
    private final DoubleConsumer listener;
    private final BooleanSupplier isOver;
    private double told;

    /**
     * Follows a feed.
     *
     * @param listener is told the angle when the turn begins, and at every ten degrees
     * @param isOver says whether the story has come to its end
     */
    ToldFeed(TurningFeed feed, DoubleConsumer listener, BooleanSupplier isOver) {
        this.feed = feed;
        this.listener = listener;
        this.isOver = isOver;
    }

    @Override
    public boolean hasNext() {
        return feed.hasNext() && !isOver.getAsBoolean();
    }

    @Override
    public FeedImage next() {
        double degrees = feed.degrees();
        if (degrees >= told && degrees > 0) {
            listener.accept(told);
            told += STEP;
        }
        return feed.next();
    }
}
