package io.glyphstream.model.neural;

/** What random numbers are drawn for, so that each purpose has its own. */
public enum RandomPurpose {
    WEIGHTS(0),
    ORDER(1),
    DROPOUT(2),
    INPUT_DROPOUT(3),
    AUGMENTATION(4),
    MEMBER(5),
    SELECTION(6);

    /** Part of the seed: if it changed, the same seed would give other weights. */
    public final int code;

    RandomPurpose(int code) {
        this.code = code;
    }
}
