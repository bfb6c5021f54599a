package io.glyphstream.model.perceptron;

/**
 * Images that go through the network together: a whole step's, or some of them where a step has too many.
 *
 * @param epoch counted from 1
 * @param batch counted from 1 in each epoch
 * @param from the place of the first image in the epoch's order
 * @param stepFrom the place of the step's first image
 * @param stepTo the place after the step's last image
 */
record MicroBatch(int epoch, int batch, int from, int to, int stepFrom, int stepTo) {

    int size() {
        return to - from;
    }

    int stepSize() {
        return stepTo - stepFrom;
    }

    boolean isFirst() {
        return from == stepFrom;
    }

    boolean isLast() {
        return to == stepTo;
    }
}
