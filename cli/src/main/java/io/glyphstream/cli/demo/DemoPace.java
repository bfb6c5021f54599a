package io.glyphstream.cli.demo;

import io.glyphstream.producer.FeedImage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Hands out the images of a demo at such a pace that the swap happens on the way: until then the first four fifths are spread over the time
 * that the better model still takes, and after them comes a trickle.
 */
final class DemoPace implements Iterator<FeedImage> {

    private static final double SHARE_BEFORE_SWAP = 0.8;
    private static final double TRICKLE = 20;
    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(20);

    private final Iterator<FeedImage> images;
    private final OptionalLong total;
    private final double rate;
    private final DoubleSupplier secondsToSwap;
    private final BooleanSupplier stopped;
    private boolean isDue;
    private long sent;
    private long departed = System.nanoTime();

    /**
     * Paces a feed.
     *
     * @param rate the most images a second
     * @param secondsToSwap how long the swap will probably take; 0 when there is none to wait for
     */
    DemoPace(
            Iterator<FeedImage> images,
            OptionalLong total,
            double rate,
            DoubleSupplier secondsToSwap,
            BooleanSupplier stopped) {
        this.images = images;
        this.total = total;
        this.rate = rate;
        this.secondsToSwap = secondsToSwap;
        this.stopped = stopped;
    }

    /** Returns whether there is another image, when it is its turn. */
    @Override
    public boolean hasNext() {
        if (!isDue) {
            isDue = images.hasNext() && awaitTurn();
        }
        return isDue;
    }

    @Override
    public FeedImage next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the demo is at its end");
        }
        isDue = false;
        sent++;
        return images.next();
    }

    /** What was late is not made up for beyond a nap: a burst would look like a hiccup of the processor. */
    private boolean awaitTurn() {
        while (!stopped.getAsBoolean()) {
            long due = departed + nanosBetween();
            long now = System.nanoTime();
            if (due <= now) {
                departed = Math.max(due, now - LONGEST_NAP);
                return true;
            }
            LockSupport.parkNanos(Math.min(due - now, LONGEST_NAP));
        }
        return false;
    }

    private long nanosBetween() {
        return (long) (TimeUnit.SECONDS.toNanos(1) / rateNow());
    }

    private double rateNow() {
        double seconds = secondsToSwap.getAsDouble();
        if (total.isEmpty() || seconds <= 0) {
            return rate;
        }
        double left = SHARE_BEFORE_SWAP * total.getAsLong() - sent;
        if (left > 0) {
            return Math.max(Math.min(TRICKLE, rate), Math.min(rate, left / seconds));
        }
        // The last image waits, however long: there has to be one that the better model answers.
        return sent + 1 < total.getAsLong() ? Math.min(TRICKLE, rate) : 1e-3;
    }
}
