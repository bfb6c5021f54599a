package io.glyphstream.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of pictures. Those in a subfolder are labeled by it, those in the folder itself are not.
 *
 * <p>When each subfolder's name is a number within [0, 255], that number is the label; otherwise labels count the subfolders in order of
 * their names. Hidden files and folders do not count, nor do subfolders without pictures.
 */
public final class PictureFolder {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private final Path folder;
    private final List<Entry> entries;
    private final List<String> classNames;
    private final List<Path> ignored;

    private PictureFolder(Path folder, List<Entry> entries, List<String> classNames, List<Path> ignored) {
        this.folder = folder;
        this.entries = List.copyOf(entries);
        this.classNames = List.copyOf(classNames);
        this.ignored = List.copyOf(ignored);
    }

    private record Entry(Path file, OptionalInt label) {}

    /**
     * Lists a folder; no picture is read yet.
     *
     * @throws DataException when it is no folder, there are no pictures in it, or there are more than 256 classes
     */
    public static PictureFolder open(Path folder) {
        var listing = Listing.of(folder);
        var entries = new ArrayList<Entry>();
        listing.pictures().forEach(file -> entries.add(new Entry(file, OptionalInt.empty())));
        var ignored = new ArrayList<Path>(listing.others());
        var classFolders = new ArrayList<Listing>();
        for (Path subfolder : listing.folders()) {
            var below = Listing.of(subfolder);
            ignored.addAll(below.others());
            ignored.addAll(below.folders());
            if (!below.pictures().isEmpty()) {
                classFolders.add(below);
            }
        }
        List<String> names = classFolders.stream().map(Listing::name).toList();
        List<Integer> labels = labels(folder, names);
        for (int i = 0; i < labels.size(); i++) {
            OptionalInt label = OptionalInt.of(labels.get(i));
            classFolders.get(i).pictures().forEach(file -> entries.add(new Entry(file, label)));
        }
        if (entries.isEmpty()) {
            throw new DataException(
                    folder + " has no pictures: expected PNG, JPEG, GIF or BMP files in it, or in subfolders"
                            + " that are named by their class");
        }
        return new PictureFolder(folder, entries, classNames(names, labels), ignored);
    }

    private static List<Integer> labels(Path folder, List<String> names) {
        List<Integer> numbers = names.stream()
                .filter(name -> name.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .filter(number -> number < LabeledImages.MAX_CLASSES)
                .distinct()
                .toList();
        if (numbers.size() == names.size()) {
            return numbers;
        }
        if (names.size() > LabeledImages.MAX_CLASSES) {
            throw new DataException(folder + ": expected at most " + LabeledImages.MAX_CLASSES
                    + " subfolders with pictures, one for each class, but found " + names.size());
        }
        return IntStream.range(0, names.size()).boxed().toList();
    }

    /** Returns a name for each label; labels that no subfolder has are called by their number. */
    private static List<String> classNames(List<String> names, List<Integer> labels) {
        int classes = labels.stream().mapToInt(label -> label + 1).max().orElse(0);
        return IntStream.range(0, classes)
                .mapToObj(label -> labels.contains(label) ? names.get(labels.indexOf(label)) : String.valueOf(label))
                .toList();
    }

    /** Returns how many pictures there are, good or bad. */
    public int size() {
        return entries.size();
    }

    /** Returns what the labels stand for, by label; empty when no picture is labeled. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns what was passed over: files that are not called pictures, and folders in subfolders. */
    public List<Path> ignored() {
        return ignored;
    }

    /** Returns the pictures in order of their paths, each read when it is asked for. A bad one never stops the others. */
    public Stream<PictureOutcome> pictures(PictureFit fit) {
        return entries.stream().map(entry -> read(entry, fit));
    }

    /** Returns what the picture at an index of that order is, read anew. */
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
        pictures(fit).forEach(outcome -> {
            if (outcome instanceof PictureOutcome.Rejected bad) {
                rejected.add(bad);
            } else if (outcome instanceof PictureOutcome.Loaded good
                    && good.label().isPresent()) {
                loaded.add(good);
            }
        });
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
        return new LabeledImages(name, rows, columns, classNames.size(), pixels, labels);
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
                visible = children.filter(child -> !lastName(child).startsWith("."))
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
            return lastName(folder);
        }

        private static boolean isPicture(Path child) {
            String name = lastName(child);
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return ENDINGS.contains(ending) && !Files.isDirectory(child);
        }

        private static String lastName(Path path) {
            return path.toAbsolutePath().normalize().getFileName().toString();
        }
    }
}
