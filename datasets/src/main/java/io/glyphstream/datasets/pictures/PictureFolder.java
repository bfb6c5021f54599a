package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.PathNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A folder of pictures. Those in a subfolder are labeled by it, those in the folder itself are not.
 *
 * <p>{@link FolderLabels} has the rule that gives subfolders their labels. Hidden files and folders do not count, nor do subfolders without
 * pictures. A folder within a subfolder is passed over.
 */
public final class PictureFolder {

    private final List<Entry> entries;
    private final Map<String, Integer> labels;
    private final List<Path> ignored;

    private PictureFolder(List<Entry> entries, Map<String, Integer> labels, List<Path> ignored) {
        this.entries = List.copyOf(entries);
        this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        this.ignored = List.copyOf(ignored);
    }

    private record Entry(Path file, OptionalInt label) {}

    /**
     * Lists a folder, labeled by the names of its subfolders alone; no picture is read yet.
     *
     * @throws DataException when it is no folder, there are no pictures in it, or its subfolders' names do not say which labels they are
     */
    public static PictureFolder open(Path folder) {
        return open(folder, FolderLabels.byName());
    }

    /**
     * Lists a folder; no picture is read yet.
     *
     * @throws DataException when it is no folder, there are no pictures in it, its subfolders' names do not say which labels they are, or
     *     one that {@code wishes} names is not there
     */
    public static PictureFolder open(Path folder, FolderLabels wishes) {
        var listing = FolderListing.of(folder);
        var entries = new ArrayList<Entry>();
        listing.pictures().forEach(file -> entries.add(new Entry(file, OptionalInt.empty())));
        var ignored = new ArrayList<Path>(listing.others());
        var classFolders = new ArrayList<FolderListing>();
        for (Path subfolder : listing.folders()) {
            var below = FolderListing.of(subfolder);
            boolean leftOut = wishes.leftOut().contains(below.name());
            if (leftOut || below.pictures().isEmpty()) {
                ignored.add(subfolder);
                continue;
            }
            ignored.addAll(below.others());
            ignored.addAll(below.folders());
            classFolders.add(below);
        }
        requireNamed(folder, listing, wishes);
        Map<String, Integer> labels =
                wishes.of(folder, classFolders.stream().map(FolderListing::name).toList());
        for (FolderListing classFolder : classFolders) {
            OptionalInt label = OptionalInt.of(labels.getOrDefault(classFolder.name(), 0));
            classFolder.pictures().forEach(file -> entries.add(new Entry(file, label)));
        }
        if (entries.isEmpty()) {
            throw new DataException(
                    folder + " has no pictures: expected PNG, JPEG, GIF or BMP files in it, or in subfolders"
                            + " that are named by their class"
                            + (ignored.isEmpty() ? "" : "; passed over " + ignored.get(0)));
        }
        return new PictureFolder(entries, labels, ignored);
    }

    private static void requireNamed(Path folder, FolderListing listing, FolderLabels wishes) {
        List<String> names = listing.folders().stream().map(PathNames::last).toList();
        Stream.concat(wishes.leftOut().stream(), wishes.labels().keySet().stream())
                .filter(wished -> !names.contains(wished))
                .findFirst()
                .ifPresent(wished -> {
                    throw new DataException(folder + " has no subfolder " + wished + "; it has "
                            + (names.isEmpty() ? "none" : String.join(", ", names)));
                });
    }

    /** Returns how many pictures there are, good or bad. */
    public int size() {
        return entries.size();
    }

    /** Returns the label of each subfolder by its name, in order of the labels; empty when no picture is labeled. */
    public Map<String, Integer> labels() {
        return labels;
    }

    /** Returns what was passed over: files that are not called pictures, subfolders without pictures or left out, folders in subfolders. */
    public List<Path> ignored() {
        return ignored;
    }

    /** Returns the pictures in order of their paths, each read when it is asked for. A bad one never stops the others. */
    public Stream<PictureOutcome> pictures(PictureConversion conversion) {
        return entries.stream().map(entry -> read(entry, conversion));
    }

    /** Returns what the picture at an index of that order is. It is read again for each call. */
    public PictureOutcome picture(int index, PictureConversion conversion) {
        return read(entries.get(index), conversion);
    }

    private static PictureOutcome read(Entry entry, PictureConversion conversion) {
        try {
            return new PictureOutcome.Loaded(entry.file(), Pictures.read(entry.file(), conversion), entry.label());
        } catch (DataException e) {
            return new PictureOutcome.Rejected(entry.file(), String.valueOf(e.getMessage()));
        }
    }
}
