package io.glyphstream.processor.resume;

import java.util.OptionalLong;

/**
 * What the outputs tell of the images of one partition.
 *
 * @param any whether there ever were answers
 * @param next the offset behind the newest image that was answered; empty if no such answer is there any more
 * @param labelsFrom the offset of the first label that is newer than that image
 */
record Answered(boolean any, OptionalLong next, OptionalLong labelsFrom) {
    static final Answered NOTHING = new Answered(false, OptionalLong.empty(), OptionalLong.empty());
}
