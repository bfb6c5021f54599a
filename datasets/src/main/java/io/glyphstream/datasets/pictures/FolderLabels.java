package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.LabeledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the subfolders of a folder of pictures get their labels.
 *
 * <p>A name that is a number is that label. When no name is a number, labels count the names in their natural order. Names of both kinds
 * together are refused: no rule would be a good guess. Where a model's classes have names, subfolders have the names of classes, whether
 * they are numbers or not.
 *
 * @param leftOut names of subfolders that are passed over
 * @param labels labels of subfolders by their names, for those whose names do not say it
 * @param classNames what a model calls its classes, in their order; empty where no model is asked, or its classes have no names
 */
public record FolderLabels(Set<String> leftOut, Map<String, Integer> labels, List<String> classNames) {

    private static final int HIGHEST = LabeledImages.MAX_CLASSES - 1;

    public FolderLabels {
        leftOut = Set.copyOf(leftOut);
        labels = Map.copyOf(labels);
        classNames = List.copyOf(classNames);
        labels.forEach((name, label) -> {
            if (label < 0 || label > HIGHEST) {
                throw new IllegalArgumentException(
                        "a label must be within [0, " + HIGHEST + "] but that of " + name + " was " + label);
            }
        });
        for (String name : leftOut) {
            if (labels.containsKey(name)) {
                throw new IllegalArgumentException("a folder that is left out has no label but " + name + " has both");
            }
        }
    }

    /** Labels that no model's class names decide. */
    public FolderLabels(Set<String> leftOut, Map<String, Integer> labels) {
        this(leftOut, labels, List.of());
    }

    /** The names alone decide, and no folder is left out. */
    public static FolderLabels byName() {
        return new FolderLabels(Set.of(), Map.of());
    }

    /** Returns the same wishes for subfolders with the names of a model's classes. */
    public FolderLabels withClassNames(List<String> names) {
        return new FolderLabels(leftOut, labels, names);
    }

    /**
     * Returns the label of each of a folder's subfolders, in the order of the labels.
     *
     * @param names of the subfolders that have pictures and are not left out
     * @throws DataException when the names do not say which labels they are
     */
    Map<String, Integer> of(Path folder, Collection<String> names) {
        var sorted = new TreeSet<String>(new NaturalOrder());
        sorted.addAll(names);
        if (!classNames.isEmpty()) {
            return inOrder(folder, sorted, byClass(folder, sorted));
        }
        List<String> numbers = sorted.stream()
                .filter(name -> !labels.containsKey(name) && isNumber(name))
                .toList();
        List<String> others = sorted.stream()
                .filter(name -> !labels.containsKey(name) && !isNumber(name))
                .toList();
        if (!others.isEmpty() && others.size() < sorted.size()) {
            throw new DataException(
                    folder + ": expected subfolders whose names are all numbers, or none of them, but found "
                            + "labels for " + String.join(", ", without(sorted, others)) + " and none for "
                            + String.join(", ", others)
                            + ". Leave folders out (--leave-out " + others.get(0) + ") or say what they are (--label "
                            + others.get(0) + "=" + nextLabel(numbers) + ")");
        }
        if (others.size() > LabeledImages.MAX_CLASSES) {
            throw new DataException(folder + ": expected at most " + LabeledImages.MAX_CLASSES
                    + " subfolders with pictures, one for each class, but found " + others.size());
        }
        var found = new HashMap<String, Integer>(labels);
        found.keySet().retainAll(sorted);
        numbers.forEach(name -> found.put(name, number(folder, name)));
        others.forEach(name -> found.put(name, others.indexOf(name)));
        return inOrder(folder, sorted, found);
    }

    private Map<String, Integer> byClass(Path folder, Collection<String> sorted) {
        var found = new HashMap<String, Integer>(labels);
        found.keySet().retainAll(sorted);
        for (String name : sorted) {
            if (found.containsKey(name)) {
                continue;
            }
            if (!classNames.contains(name)) {
                throw new DataException(folder + ": expected subfolders that are called as the model's classes are, "
                        + String.join(", ", classNames) + ", but found " + name + ". Leave it out (--leave-out " + name
                        + ") or say which label it is (--label " + name + "=0)");
            }
            found.put(name, classNames.indexOf(name));
        }
        return found;
    }

    /** Two subfolders may have one label only where that is wished. */
    private Map<String, Integer> inOrder(Path folder, Collection<String> sorted, Map<String, Integer> found) {
        var names = new ArrayList<>(sorted);
        names.sort((one, other) -> Integer.compare(found.getOrDefault(one, 0), found.getOrDefault(other, 0)));
        var inOrder = new LinkedHashMap<String, Integer>();
        for (String name : names) {
            int label = found.getOrDefault(name, 0);
            for (String before : inOrder.keySet()) {
                boolean wanted = labels.containsKey(name) || labels.containsKey(before);
                if (inOrder.getOrDefault(before, -1) == label && !wanted) {
                    throw new DataException(folder + ": expected one subfolder for each label but " + before + " and "
                            + name + " are both " + label
                            + ". Put their pictures together, or leave one out (--leave-out "
                            + name + ")");
                }
            }
            inOrder.put(name, label);
        }
        return inOrder;
    }

    private static List<String> without(Collection<String> all, List<String> others) {
        return all.stream().filter(name -> !others.contains(name)).toList();
    }

    private static int nextLabel(List<String> numbers) {
        int highest = numbers.stream()
                .filter(name -> name.length() <= 3)
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(-1);
        return Math.min(HIGHEST, highest + 1);
    }

    /** Digits of any script are digits: a folder that looks like a number is none of the other names. */
    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.codePoints().allMatch(Character::isDigit);
    }

    private static int number(Path folder, String name) {
        String digits = name.codePoints()
                .map(digit -> Character.digit(digit, 10))
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString()
                .replaceFirst("^0+(?=.)", "");
        if (digits.length() > 3 || Integer.parseInt(digits) > HIGHEST) {
            throw new DataException(folder + ": expected subfolders that are labels within [0, " + HIGHEST
                    + "] but found " + name + ". Leave it out (--leave-out " + name
                    + ") or say which label it is (--label "
                    + name + "=" + HIGHEST + ")");
        }
        return Integer.parseInt(digits);
    }
}
