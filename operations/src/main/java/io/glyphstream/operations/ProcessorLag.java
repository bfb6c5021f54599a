package io.glyphstream.operations;

import java.util.Collection;
import java.util.List;

/**
 * How many images wait in some partitions.
 *
 * @param partitions of images, ascending
 * @param images those that have come and are not committed as answered or refused
 */
public record ProcessorLag(List<Integer> partitions, long images) {

    static final ProcessorLag NONE = new ProcessorLag(List.of(), 0);

    public ProcessorLag {
        partitions = partitions.stream().sorted().distinct().toList();
    }

    /** Returns the partitions as {@code 0-3, 7}. */
    public String ranges() {
        var text = new StringBuilder();
        for (int i = 0; i < partitions.size(); i++) {
            int first = partitions.get(i);
            int last = first;
            while (i + 1 < partitions.size() && partitions.get(i + 1) == last + 1) {
                last = partitions.get(++i);
            }
            text.append(text.isEmpty() ? "" : ", ").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
        }
        return text.toString();
    }

    static ProcessorLag of(Collection<Integer> partitions, GroupProgress progress) {
        return new ProcessorLag(
                List.copyOf(partitions),
                partitions.stream().mapToLong(progress::behind).sum());
    }
}
