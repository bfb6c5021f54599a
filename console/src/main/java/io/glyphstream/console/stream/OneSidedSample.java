package io.glyphstream.console.stream;

import io.glyphstream.operations.OneSidedAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** The newest few answers of which only the first version was right, and of which only the second was. For one thread. */
final class OneSidedSample {

    /** So many of each side are kept, however many there are. */
    static final int MOST = 24;

    private static final Comparator<OneSidedAnswer> OLDEST_FIRST =
            Comparator.comparing(answer -> answer.prediction().getScoredAt());

    private final Queue<OneSidedAnswer> onlyFirst = new PriorityQueue<>(OLDEST_FIRST);
    private final Queue<OneSidedAnswer> onlySecond = new PriorityQueue<>(OLDEST_FIRST);

    void add(OneSidedAnswer answer) {
        var side = answer.isFirstRight() ? onlyFirst : onlySecond;
        side.add(answer);
        if (side.size() > MOST) {
            side.remove();
        }
    }

    /** Returns those of which only the first was right, the newest first. */
    List<OneSidedAnswer> onlyFirst() {
        return newestFirst(onlyFirst);
    }

    /** Returns those of which only the second was right, the newest first. */
    List<OneSidedAnswer> onlySecond() {
        return newestFirst(onlySecond);
    }

    private static List<OneSidedAnswer> newestFirst(Queue<OneSidedAnswer> side) {
        return side.stream().sorted(OLDEST_FIRST.reversed()).toList();
    }
}
