package io.glyphstream.cli.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/*
 * Answers come from several partitions, so not quite in the order of the images. Accuracy is counted by the images' numbers, up
 * to the first image that has no answer yet: then each figure is that of the same images whatever the order of arrival.
 */
/** How often the champion was right in the course of a story, by its answers. */
final class StoryAnswers {

    private final StorySettings settings;

    @GuardedBy("this")
    private final BitSet answered = new BitSet();

    @GuardedBy("this")
    private final BitSet right = new BitSet();

    /** Who gave the answers from {@link #done} on. */
    @GuardedBy("this")
    private final Map<Integer, ModelReference> champions = new HashMap<>();

    @GuardedBy("this")
    private int done;

    @GuardedBy("this")
    private int rightInWindow;

    @GuardedBy("this")
    private OptionalDouble lowest = OptionalDouble.empty();

    @GuardedBy("this")
    private @Nullable ModelReference first;

    @GuardedBy("this")
    private @Nullable ModelReference champion;

    /** The champion has answered all images from this one on. */
    @GuardedBy("this")
    private int since;

    StoryAnswers(StorySettings settings) {
        this.settings = settings;
    }

    /** Takes an answer in; passes over those to images of somebody else. */
    synchronized void enter(Prediction prediction) {
        var number = TurningFeed.number(prediction.getImageId());
        @Nullable Integer truth = prediction.getTruth();
        if (number.isEmpty() || truth == null) {
            return;
        }
        int image = (int) number.getAsLong();
        answered.set(image);
        right.set(image, truth == prediction.getAnswer());
        champions.put(image, prediction.getScores().get(0).getModel());
        while (answered.get(done)) {
            advance();
        }
    }

    @GuardedBy("this")
    private void advance() {
        var now = champions.remove(done);
        if (now != null && !now.equals(champion)) {
            champion = now;
            since = done;
        }
        if (first == null) {
            first = champion;
        }
        rightInWindow += right.get(done) ? 1 : 0;
        done++;
        int left = done - settings.window();
        if (left > 0) {
            rightInWindow -= right.get(left - 1) ? 1 : 0;
        }
        if (left >= settings.upright()) {
            double accuracy = (double) rightInWindow / settings.window();
            lowest = OptionalDouble.of(Math.min(accuracy, lowest.orElse(1)));
        }
    }

    /** Returns how many images are answered, up to the first that is not. */
    synchronized int done() {
        return done;
    }

    /** Returns the accuracy on the last upright images, once they are answered. */
    synchronized Optional<Double> before() {
        if (done < settings.upright()) {
            return Optional.empty();
        }
        int from = settings.upright() - settings.window();
        return Optional.of((double) right.get(from, settings.upright()).cardinality() / settings.window());
    }

    /** Returns the lowest accuracy on a window of turned images, once there is one. */
    synchronized Optional<Double> fallen() {
        return lowest.isPresent() ? Optional.of(lowest.getAsDouble()) : Optional.empty();
    }

    /** Returns the accuracy on the newest images, once there are enough. */
    synchronized Optional<Double> last() {
        return done < settings.window() ? Optional.empty() : Optional.of((double) rightInWindow / settings.window());
    }

    /** Returns true if a later champion answers images that are turned as far as any as well as the first answered upright ones. */
    synchronized boolean isBack() {
        return champion != null
                && !champion.equals(first)
                && done - settings.window() >= Math.max(since, settings.fullyTurned())
                && last().orElse(0.0) >= before().orElse(1.0) - StorySettings.MARGIN;
    }
}
