package io.glyphstream.processor;

/** What became of a late label. */
sealed interface LabelOutcome {
    /** It is the truth about an image that was answered before. */
    record Corrects(AnsweredImage image, int label) implements LabelOutcome {}

    /** Its image did not come yet. */
    record Waits() implements LabelOutcome {}

    /** It says what is known. */
    record Nothing() implements LabelOutcome {}

    /** Its image did not come yet, and there is no room to wait for it: it is a dead letter. */
    record Crowded(LateLabel label, String reason) implements LabelOutcome {}

    /** It cannot be counted, and is a dead letter. */
    record Refused(LateLabel label, String reason) implements LabelOutcome {}
}
