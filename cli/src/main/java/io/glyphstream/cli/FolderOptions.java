package io.glyphstream.cli;

import io.glyphstream.datasets.FolderLabels;
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
            description =
                    "The label of a subfolder whose name is no number; may come more than once. Without it, names that are"
                            + " numbers are the labels, and labels count the names where none is a number.")
    private Map<String, Integer> labels = new LinkedHashMap<>();

    FolderLabels labels() {
        return Usage.check(() -> new FolderLabels(Set.copyOf(leftOut), labels));
    }
}
