package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PathNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of pictures. Those in a subfolder are labeled by it, those in the folder itself are not.
 *
 * <p>{@link FolderLabels} has the rule that gives subfolders their labels. Hidden files and folders do not count, nor do subfolders without
 * pictures. A folder within a subfolder is passed over.
 */
public final class PictureFolder {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private final Path folder;
    private final List<Entry> entries;
    private final Map<String, Integer> labels;
    private final List<Path> ignored;

    private PictureFolder(Path folder, List<Entry> entries, Map<String, Integer> labels, List<Path> ignored) {
        this.folder = folder;
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
        var listing = Listing.of(folder);
        var entries = new ArrayList<Entry>();
        listing.pictures().forEach(file -> entries.add(new Entry(file, OptionalInt.empty())));
        var ignored = new ArrayList<Path>(listing.others());
        var classFolders = new ArrayList<Listing>();
        for (Path subfolder : listing.folders()) {
            var below = Listing.of(subfolder);
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
                wishes.of(folder, classFolders.stream().map(Listing::name).toList());
        for (Listing classFolder : classFolders) {
            OptionalInt label = OptionalInt.of(labels.getOrDefault(classFolder.name(), 0));
            classFolder.pictures().forEach(file -> entries.add(new Entry(file, label)));
        }
        if (entries.isEmpty()) {
            throw new DataException(
                    folder + " has no pictures: expected PNG, JPEG, GIF or BMP files in it, or in subfolders"
                            + " that are named by their class"
                            + (ignored.isEmpty() ? "" : "; passed over " + ignored.get(0)));
        }
        return new PictureFolder(folder, entries, labels, ignored);
    }

    private static void requireNamed(Path folder, Listing listing, FolderLabels wishes) {
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
    public Stream<PictureOutcome> pictures(PictureFit fit) {
        return entries.stream().map(entry -> read(entry, fit));
    }

    /** Returns what the picture at an index of that order is. It is read again for each call. */
    public PictureOutcome picture(int index, PictureFit fit) {
        return read(entries.get(index), fit);
    }

    private static PictureOutcome read(Entry entry, PictureFit fit) {
        try {
            return new PictureOutcome.Loaded(entry.file(), Pictures.read(entry.file(), fit), entry.label());
        } catch (DataException e) {
            return new PictureOutcome.Rejected(entry.file(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads every labeled picture into memory.
     *
     * @throws DataException when not one of them is good
     */
    public LabeledPictures readLabeled(String name, PictureFit fit) {
        var loaded = new ArrayList<PictureOutcome.Loaded>();
        var rejected = new ArrayList<PictureOutcome.Rejected>();
        pictures(fit)
                .forEach(outcome ->
                        outcome.<Boolean>match(good -> good.label().isPresent() && loaded.add(good), rejected::add));
        if (loaded.isEmpty()) {
            throw new DataException(folder + ": expected labeled pictures but found none that is good"
                    + (rejected.isEmpty()
                            ? ""
                            : "; the first: " + rejected.get(0).reason()));
        }
        return new LabeledPictures(together(name, loaded), rejected);
    }

    private LabeledImages together(String name, List<PictureOutcome.Loaded> loaded) {
        int rows = loaded.get(0).image().rows();
        int columns = loaded.get(0).image().columns();
        int area = rows * columns;
        byte[] pixels = new byte[Math.multiplyExact(loaded.size(), area)];
        int[] labels = new int[loaded.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(loaded.get(i).image().sharedPixels(), 0, pixels, i * area, area);
            labels[i] = loaded.get(i).label().orElseThrow();
        }
        int classes = 1
                + this.labels.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0);
        return new LabeledImages(name, rows, columns, classes, pixels, labels);
    }

    /** The good pictures of a folder, and the bad ones. */
    public record LabeledPictures(LabeledImages images, List<PictureOutcome.Rejected> rejected) {
        public LabeledPictures {
            rejected = List.copyOf(rejected);
        }
    }

    /** What is directly in a folder, in order of names. */
    private record Listing(Path folder, List<Path> pictures, List<Path> folders, List<Path> others) {

        static Listing of(Path folder) {
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
            return new Listing(
                    folder,
                    visible.stream().filter(Listing::isPicture).toList(),
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
}
