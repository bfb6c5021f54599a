package io.glyphstream.operations;

import java.util.Map;

/**
 * How far an application has come in the images, by partition.
 *
 * @param committed up to where it has answered; it has no entry where it has committed nothing yet
 * @param begins the oldest offset that is still there
 * @param ends the offset of the next image
 */
record GroupProgress(Map<Integer, Long> committed, Map<Integer, Long> begins, Map<Integer, Long> ends) {

    GroupProgress {
        committed = Map.copyOf(committed);
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    /** Returns how many images wait in a partition; what retention has removed waits no more. */
    long behind(int partition) {
        long begin = begins.getOrDefault(partition, 0L);
        long from = Math.max(begin, committed.getOrDefault(partition, begin));
        return Math.max(0, ends.getOrDefault(partition, 0L) - from);
    }
}
