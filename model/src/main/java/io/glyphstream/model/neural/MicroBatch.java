package io.glyphstream.model.neural;

/**
 * Images that go through the network together: a whole step's, or some of them where a step has too many.
 *
 * @param epoch counted from 1
 * @param batch counted from 1 in each epoch
 * @param from the place of the first image in the epoch's order
 * @param stepFrom the place of the step's first image
 * @param stepTo the place after the step's last image
 */
public record MicroBatch(int epoch, int batch, int from, int to, int stepFrom, int stepTo) {

    /** Returns how many images there are. */
    public int size() {
        return to - from;
    }

    /** Returns how many images the whole step has. */
    public int stepSize() {
        return stepTo - stepFrom;
    }

    /** Returns whether these are the step's first images. */
    public boolean isFirst() {
        return from == stepFrom;
    }

    /** Returns whether these are the step's last images. */
    public boolean isLast() {
        return to == stepTo;
    }
}
