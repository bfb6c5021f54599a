package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.LabeledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder with a subfolder of pictures for each class, or with such subfolders in {@code train} and in {@code test}. The classes are
 * numbered in the natural order of the subfolders' names, whatever the locale.
 *
 * @param names what the classes are called, in order of the classes
 * @param pictures all files that are called pictures
 * @param ignored what was passed over: files that are not called pictures, folders without pictures, pictures outside of any class
 */
record ClassFolders(List<String> names, List<Entry> pictures, List<Path> ignored) {

    private static final String TRAIN = "train";
    private static final String TEST = "test";

    /**
     * A file that is called a picture.
     *
     * @param part that of the folder that it lies in; none where there are no such folders
     */
    record Entry(Path file, int label, Optional<DatasetPart> part) {}

    /**
     * Lists a folder; no picture is read.
     *
     * @throws DataException when the subfolders are no classes, and what would be
     */
    static ClassFolders of(Path folder) {
        FolderListing listing = FolderListing.of(folder);
        Optional<Part> train = part(listing, TRAIN);
        Optional<Part> test = part(listing, TEST);
        if (train.isEmpty() && test.isEmpty()) {
            return whole(Part.of(listing));
        }
        if (train.isEmpty() || test.isEmpty()) {
            String there = train.isPresent() ? TRAIN : TEST;
            throw new DataException(folder + " has " + there + " with subfolders of pictures but no such "
                    + (train.isPresent() ? TEST : TRAIN) + ". Add it, or name " + folder.resolve(there)
                    + " itself: a fifth of its pictures is then held out");
        }
        return both(listing, train.get(), test.get());
    }

    private static ClassFolders whole(Part part) {
        var pictures = new ArrayList<Entry>();
        List<String> names = part.names();
        part.addTo(pictures, names, Optional.empty());
        var ignored = new ArrayList<Path>(part.listing().pictures());
        ignored.addAll(part.listing().others());
        ignored.addAll(part.ignored());
        requireClasses(part.listing(), names, ignored);
        return new ClassFolders(names, pictures, ignored);
    }

    private static ClassFolders both(FolderListing listing, Part train, Part test) {
        List<String> names = train.names();
        if (!names.equals(test.names())) {
            throw new DataException(listing.folder() + ": expected the same classes in " + TRAIN + " and " + TEST
                    + " but " + onlyIn(TRAIN, names, test.names()) + onlyIn(TEST, test.names(), names)
                    + "the others agree");
        }
        var ignored = new ArrayList<Path>(listing.pictures());
        ignored.addAll(listing.others());
        listing.folders().stream()
                .filter(child -> !child.equals(train.listing().folder())
                        && !child.equals(test.listing().folder()))
                .forEach(ignored::add);
        var pictures = new ArrayList<Entry>();
        for (Part part : List.of(train, test)) {
            ignored.addAll(part.listing().pictures());
            ignored.addAll(part.listing().others());
            ignored.addAll(part.ignored());
        }
        train.addTo(pictures, names, Optional.of(DatasetPart.TRAINING));
        test.addTo(pictures, names, Optional.of(DatasetPart.TEST));
        requireClasses(train.listing(), names, ignored);
        return new ClassFolders(names, pictures, ignored);
    }

    /** Returns the folder of a part, where it is one: a class that is called {@code test} has pictures directly in it. */
    private static Optional<Part> part(FolderListing listing, String name) {
        return listing.folders().stream()
                .map(FolderListing::of)
                .filter(child -> child.name().equals(name) && child.pictures().isEmpty())
                .map(Part::of)
                .filter(part -> !part.classes().isEmpty())
                .findFirst();
    }

    private static String onlyIn(String part, List<String> names, List<String> others) {
        List<String> alone =
                names.stream().filter(name -> !others.contains(name)).toList();
        return alone.isEmpty() ? "" : "only " + part + " has " + String.join(", ", alone) + "; ";
    }

    private static void requireClasses(FolderListing listing, List<String> names, List<Path> ignored) {
        if (names.isEmpty()) {
            throw new DataException(
                    listing.folder() + " has no subfolders with pictures: expected PNG, JPEG, GIF or BMP"
                            + " files in one subfolder for each class, such as "
                            + listing.folder().resolve("cats") + " and "
                            + listing.folder().resolve("dogs")
                            + (ignored.isEmpty() ? "" : "; passed over " + ignored.get(0)));
        }
        if (names.size() == 1) {
            throw new DataException(listing.folder() + ": expected at least 2 subfolders with pictures, one for each"
                    + " class, but found only " + names.get(0));
        }
        if (names.size() > LabeledImages.MAX_CLASSES) {
            throw new DataException(listing.folder() + ": expected at most " + LabeledImages.MAX_CLASSES
                    + " subfolders with pictures, one for each class, but found " + names.size());
        }
    }

    /** A folder and its subfolders, those with pictures apart from the others. */
    private record Part(FolderListing listing, List<FolderListing> classes, List<Path> ignored) {

        static Part of(FolderListing listing) {
            var classes = new ArrayList<FolderListing>();
            var ignored = new ArrayList<Path>();
            for (Path subfolder : listing.folders()) {
                FolderListing below = FolderListing.of(subfolder);
                if (below.pictures().isEmpty()) {
                    ignored.add(subfolder);
                    continue;
                }
                classes.add(below);
                ignored.addAll(below.others());
                ignored.addAll(below.folders());
            }
            return new Part(listing, classes, ignored);
        }

        List<String> names() {
            var names = new TreeSet<String>(new NaturalOrder());
            classes.forEach(folder -> names.add(folder.name()));
            return List.copyOf(names);
        }

        void addTo(List<Entry> pictures, List<String> names, Optional<DatasetPart> part) {
            for (FolderListing folder : classes) {
                int label = names.indexOf(folder.name());
                folder.pictures().forEach(file -> pictures.add(new Entry(file, label, part)));
            }
        }
    }
}
