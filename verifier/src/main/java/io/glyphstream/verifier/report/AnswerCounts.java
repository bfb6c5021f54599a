package io.glyphstream.verifier.report;

/**
 * What the records of the predictions topic are about: each is counted once.
 *
 * @param records all of them
 * @param ofInputs the first answers to images that are on their topic
 * @param repeated further answers to the same, or answers to images with a dead letter
 * @param ofRemoved answers to images that were removed
 * @param ofFormer answers to images of a former topic of the same name
 * @param later answers to images that came while this was verified
 */
public record AnswerCounts(long records, long ofInputs, long repeated, long ofRemoved, long ofFormer, long later) {
    /** Nothing. */
    public static final AnswerCounts NONE = new AnswerCounts(0, 0, 0, 0, 0, 0);

    /** Returns how many are no answer to any image. */
    public long foreign() {
        return records - ofInputs - repeated - ofRemoved - ofFormer - later;
    }

    public AnswerCounts plus(AnswerCounts other) {
        return new AnswerCounts(
                records + other.records,
                ofInputs + other.ofInputs,
                repeated + other.repeated,
                ofRemoved + other.ofRemoved,
                ofFormer + other.ofFormer,
                later + other.later);
    }
}
