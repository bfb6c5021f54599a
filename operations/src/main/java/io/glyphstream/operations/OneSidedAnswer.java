package io.glyphstream.operations;

import io.glyphstream.schemas.Prediction;

/**
 * What two versions said of an image of which only one was right, and where that lies on the predictions topic.
 *
 * @param truth the class of the image
 * @param first what the first version said
 * @param second what the second said
 */
public record OneSidedAnswer(int partition, long offset, Prediction prediction, int truth, int first, int second) {

    /** Returns whether the first version was the one that was right. */
    public boolean isFirstRight() {
        return first == truth;
    }
}
