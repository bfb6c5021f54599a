package io.glyphstream.operations;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.trainer.release.AccuracyDrop;
import java.util.Locale;

/**
 * One look of the guard at the champion's running accuracy beside its predecessor's.
 *
 * <p>Looking again and again, and acting on the first bad look, would sooner or later take every champion down. So there
 * are few looks, after {@code least}, twice, four times, ... as many images, and look k may err with a chance of
 * {@code level / (k (k + 1))}. These sum up to the level, however long the guard watches.
 *
 * @param number which look it is, from 1
 * @param allowed the chance below which it finds a drop
 */
public record GuardLook(
        int number, double allowed, AccuracyReport champion, AccuracyReport predecessor, double chance) {

    /** Returns which look is due after so many images; 0 before the first. */
    public static int due(long seen, long least) {
        return seen < least ? 0 : Long.SIZE - Long.numberOfLeadingZeros(seen / least);
    }

    /** Returns look {@code number} of a guard with this level. */
    static GuardLook at(int number, double level, AccuracyReport champion, AccuracyReport predecessor) {
        double allowed = level / ((double) number * (number + 1));
        var drop = new AccuracyDrop(
                champion.getSeen(), champion.getCorrect(), predecessor.getSeen(), predecessor.getCorrect());
        return new GuardLook(number, allowed, champion, predecessor, drop.chance());
    }

    /** Returns true if the champion is worse than its predecessor by more than chance allows. */
    public boolean isDrop() {
        return chance < allowed;
    }

    /** Returns the finding as a reason for the log of deployments. */
    public String reason() {
        return String.format(
                Locale.ROOT,
                "%s was right on %,d of %,d images (%s), %s on %,d of %,d (%s);"
                        + " Fisher's exact test: p = %.2g where look %d allows %.2g",
                References.text(champion.getModel()),
                champion.getCorrect(),
                champion.getSeen(),
                Numbers.percent(champion.getAccuracy()),
                References.text(predecessor.getModel()),
                predecessor.getCorrect(),
                predecessor.getSeen(),
                Numbers.percent(predecessor.getAccuracy()),
                chance,
                number,
                allowed);
    }
}
