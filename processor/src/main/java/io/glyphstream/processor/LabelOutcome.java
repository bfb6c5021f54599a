package io.glyphstream.processor;

/** What became of a late label. */
sealed interface LabelOutcome {
    /** It is the truth about an image that was answered before. */
    record Corrects(AnsweredImage image, int label) implements LabelOutcome {}

    /** It waits for its image, or says what is known. */
    record Nothing() implements LabelOutcome {}

    /** It cannot be counted, and is a dead letter. */
    record Refused(LateLabel label, String reason) implements LabelOutcome {}
}
