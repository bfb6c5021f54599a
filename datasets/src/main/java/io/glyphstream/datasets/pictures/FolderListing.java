package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.PathNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is directly in a folder, in order of names; hidden files and folders do not count.
 *
 * @param pictures files that are called pictures
 * @param others files that are not
 */
record FolderListing(Path folder, List<Path> pictures, List<Path> folders, List<Path> others) {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    static FolderListing of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + (Files.exists(folder) ? " is not a folder" : " does not exist"));
        }
        List<Path> visible;
        try (Stream<Path> children = Files.list(folder)) {
            visible = children.filter(child -> !PathNames.last(child).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(folder + " cannot be listed: " + e.getMessage(), e);
        }
        return new FolderListing(
                folder,
                visible.stream().filter(FolderListing::isPicture).toList(),
                visible.stream().filter(Files::isDirectory).toList(),
                visible.stream()
                        .filter(child -> !Files.isDirectory(child) && !isPicture(child))
                        .toList());
    }

    String name() {
        return PathNames.last(folder);
    }

    private static boolean isPicture(Path child) {
        String name = PathNames.last(child);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(ending) && !Files.isDirectory(child);
    }
}
