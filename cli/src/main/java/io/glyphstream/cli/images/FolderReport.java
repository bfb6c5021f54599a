package io.glyphstream.cli.images;

import io.glyphstream.datasets.pictures.PictureFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people are told about a folder of pictures: which labels its subfolders are, and what is passed over. */
final class FolderReport {

    private static final int MOST_NAMED = 5;

    private FolderReport() {}

    static List<String> lines(Path folder, PictureFolder pictures) {
        var lines = new ArrayList<String>();
        if (!pictures.labels().isEmpty()) {
            lines.add("labels of " + folder + ": "
                    + String.join(
                            ", ",
                            pictures.labels().entrySet().stream()
                                    .map(FolderReport::label)
                                    .toList()));
        }
        passedOver(folder, pictures.ignored()).ifPresent(lines::add);
        return lines;
    }

    /** Returns a line that names some of what was passed over, if anything was. */
    static Optional<String> passedOver(Path folder, List<Path> ignored) {
        if (ignored.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("passed over in " + folder + ": "
                + String.join(
                        ", ",
                        ignored.stream()
                                .limit(MOST_NAMED)
                                .map(path -> folder.relativize(path).toString())
                                .toList())
                + (ignored.size() > MOST_NAMED ? " and " + (ignored.size() - MOST_NAMED) + " more" : ""));
    }

    /** A name that is the label is not said twice. */
    private static String label(Map.Entry<String, Integer> subfolder) {
        String label = String.valueOf(subfolder.getValue());
        return subfolder.getKey().equals(label) ? label : label + " = " + subfolder.getKey();
    }
}
