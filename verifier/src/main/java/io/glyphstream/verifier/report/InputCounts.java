package io.glyphstream.verifier.report;

/**
 * What became of the records that are on an input topic: each is counted once.
 *
 * @param records all of them
 * @param taken images with a prediction, or labels that processors took in
 * @param deadLetters those with a dead letter and no prediction
 * @param missing those that have neither and should
 * @param unknown those whose outcomes retention may have removed
 * @param duplicates outcomes beyond the first of each
 */
public record InputCounts(long records, long taken, long deadLetters, long missing, long unknown, long duplicates) {
    /** Nothing. */
    public static final InputCounts NONE = new InputCounts(0, 0, 0, 0, 0, 0);

    /** Checks that they add up. */
    public InputCounts {
        if (records != taken + deadLetters + missing + unknown) {
            throw new IllegalArgumentException(
                    "records must be the sum of taken, dead letters, missing and unknown but " + records + " is not "
                            + taken + " + " + deadLetters + " + " + missing + " + " + unknown);
        }
    }

    public InputCounts plus(InputCounts other) {
        return new InputCounts(
                records + other.records,
                taken + other.taken,
                deadLetters + other.deadLetters,
                missing + other.missing,
                unknown + other.unknown,
                duplicates + other.duplicates);
    }
}
