package io.glyphstream.counting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * Which label counts must be seen from the topics alone, though it depends on what is remembered when the label comes. So every
 * label has an outcome on record: it counts, or it is a dead letter. One that comes before its image waits for it; one that
 * waits too long is a dead letter then.
 *
 * Time is that of the records: it never goes back, and only what is kept here moves it. So the same images and labels in the
 * same order leave the same memory, and it can be rebuilt after a crash.
 */
/** The images of a partition that were answered lately, by id, and the labels that came before their images. */
final class LabelMemory {
    static final int MOST_IMAGES = 100_000;
    static final int MOST_LABELS = 10_000;

    /** Leaves each of the most images 157 bytes for its id and answers. Their ring has 16 MiB then. */
    static final long MOST_IMAGE_BYTES = 15L << 20;

    /** Leaves each of the most labels 838 bytes for its record. */
    static final long MOST_LABEL_BYTES = 8L << 20;

    private final AnsweredImages images = new AnsweredImages();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private long waitingBytes;
    private long timeToLive;
    private long now = Long.MIN_VALUE;
    private long arrived;
    private long forgotten;

    private record Waiting(LateLabel label, long arrivedAt) {}

    LabelMemory(Duration timeToLive) {
        this.timeToLive = timeToLive.toMillis();
    }

    /** Changes how long images and labels are remembered. */
    void remember(long millis) {
        timeToLive = millis;
    }

    /** Returns how long images and labels are remembered, in milliseconds. */
    long timeToLive() {
        return timeToLive;
    }

    /** Returns the time of the newest record. */
    long now() {
        return now;
    }

    /** Returns the label that waits for an image, and forgets it. */
    Optional<LateLabel> labelFor(String imageId) {
        var found = waiting.remove(imageId);
        if (found == null) {
            return Optional.empty();
        }
        waitingBytes -= found.label.bytes();
        return Optional.of(found.label);
    }

    /**
     * Remembers an image; under an id that is known already only the first.
     *
     * @return the labels for which no image came in time
     */
    List<LateLabel> answered(String imageId, AnsweredImage image, long time) {
        var overdue = advance(time);
        if (images.add(imageId, image, now)) {
            arrived++;
            while (images.size() > MOST_IMAGES || images.bytes() > MOST_IMAGE_BYTES) {
                forgetOldest();
            }
        }
        return overdue;
    }

    /** Takes in a label, whose record is of this time, after which {@link #advance} was called. */
    LabelOutcome labeled(LateLabel label) {
        var known = images.get(label.imageId());
        if (known.isEmpty()) {
            return await(label);
        }
        var image = known.get();
        if (label.label() >= image.classes()) {
            return new LabelOutcome.Refused(outside(label, image));
        }
        return image.truth() == label.label()
                ? new LabelOutcome.Nothing()
                : new LabelOutcome.Corrects(image, label.label());
    }

    /** Takes in what a label said of an image, if that is still remembered. */
    void corrected(String imageId, int label) {
        images.get(imageId).ifPresent(image -> image.become(label));
    }

    static String outside(LateLabel label, AnsweredImage image) {
        return "label must be within [0, %d], the classes of the models that answered, but was %d"
                .formatted(image.classes() - 1, label.label());
    }

    private LabelOutcome await(LateLabel label) {
        var replaced = waiting.get(label.imageId());
        if (replaced == null && waiting.size() >= MOST_LABELS) {
            return new LabelOutcome.Crowded("more than " + MOST_LABELS + " labels wait for their images already");
        }
        var bytes = waitingBytes + label.bytes() - (replaced == null ? 0 : replaced.label.bytes());
        if (bytes > MOST_LABEL_BYTES) {
            return new LabelOutcome.Crowded("the labels that wait for their images may take " + MOST_LABEL_BYTES
                    + " bytes, and would take " + bytes + " with this one");
        }
        waits(label);
        return new LabelOutcome.Waits();
    }

    /**
     * Lets a label wait for its image, whatever waits already. A later label of an image that did not come yet takes the place of
     * the one before, which says nothing any more.
     */
    void waits(LateLabel label) {
        labelFor(label.imageId());
        waiting.put(label.imageId(), new Waiting(label, now));
        waitingBytes += label.bytes();
    }

    /** Lets time pass, and returns the labels for which no image came in time. */
    List<LateLabel> advance(long time) {
        now = Math.max(now, time);
        while (images.size() > 0 && isOver(images.oldestArrival())) {
            forgetOldest();
        }
        if (waiting.isEmpty()) {
            return List.of();
        }
        var overdue = new ArrayList<LateLabel>();
        var oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            var label = oldest.next();
            if (!isOver(label.arrivedAt)) {
                break;
            }
            overdue.add(label.label);
            waitingBytes -= label.label.bytes();
            oldest.remove();
        }
        return overdue;
    }

    private void forgetOldest() {
        images.removeOldest();
        forgotten++;
    }

    private boolean isOver(long arrivedAt) {
        return now - arrivedAt > timeToLive;
    }

    /** Returns how many images have been remembered so far. */
    long arrived() {
        return arrived;
    }

    /** Returns whether none of the first so many images, and no label that came until then, is remembered any more. */
    boolean hasForgotten(long images, long time) {
        return forgotten >= images
                && (waiting.isEmpty() || waiting.values().iterator().next().arrivedAt > time);
    }
}
