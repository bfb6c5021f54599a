package io.glyphstream.cli.images;

import io.glyphstream.cli.command.NamedValue;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.datasets.pictures.FolderLabels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** How the subfolders of a folder of pictures get their labels. */
final class FolderOptions {

    @Option(
            names = "--leave-out",
            paramLabel = "NAME",
            split = ",",
            description = "Pass over the subfolder of this name; may come more than once.")
    private List<String> leftOut = List.of();

    @Option(
            names = "--label",
            paramLabel = "NAME=LABEL",
            converter = NamedValue.Converter.class,
            description =
                    "The label of a subfolder whose name is no number; may come more than once. Without it, names that are"
                            + " numbers are the labels, and labels count the names where none is a number.")
    private List<NamedValue> labels = List.of();

    FolderLabels labels() {
        return Usage.check(() -> new FolderLabels(Set.copyOf(leftOut), numbers()));
    }

    private Map<String, Integer> numbers() {
        var numbers = new LinkedHashMap<String, Integer>();
        NamedValue.byName(labels).forEach((name, label) -> numbers.put(name, number(name, label)));
        return numbers;
    }

    private static int number(String name, String label) {
        try {
            return Integer.parseInt(label.strip());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("--label of " + name + " must be a whole number but was " + label, none);
        }
    }
}
