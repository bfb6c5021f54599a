package io.glyphstream.operations;

/**
 * When the guard looks, and what it allows.
 *
 * @param level the chance of rolling back a champion that is as good as the one before it, over all looks; within (0, 1)
 * @param least after how many labeled images of the champion it looks first, at least 1
 */
public record GuardPolicy(double level, long least) {

    public GuardPolicy {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be between 0 and 1 but was " + level);
        }
        if (least < 1) {
            throw new IllegalArgumentException("least must be at least 1 but was " + least);
        }
    }
}
