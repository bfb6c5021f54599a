package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.Sums;
import io.glyphstream.datasets.pictures.PictureDecoder.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pictures of a folder, each content once, in order of their SHA-256.
 *
 * @param rejected files that are called pictures and are none
 * @param repetitions sentences that name files whose content another file has, too
 */
record DistinctPictures(List<Picture> pictures, List<PictureOutcome.Rejected> rejected, List<String> repetitions) {

    /** About one picture of so many is held out. */
    private static final int HELD_OUT_OF = 5;

    private static final int DIGITS = 8;

    /** A picture that counts. */
    record Picture(Path file, int label, DatasetPart part, Extent extent) {}

    /** What one file holds: its SHA-256 and its size, or why it cannot be read. */
    private record Content(ClassFolders.Entry entry, String sum, Optional<Extent> extent, String refusal) {

        static Content of(ClassFolders.Entry entry) {
            Path file = entry.file();
            try {
                var extent = Pictures.open(file, stream -> PictureDecoder.extent(file.toString(), stream));
                return new Content(entry, Pictures.open(file, stream -> sum(file, stream)), Optional.of(extent), "");
            } catch (DataException refused) {
                return new Content(entry, "", Optional.empty(), String.valueOf(refused.getMessage()));
            }
        }

        private static String sum(Path file, InputStream stream) {
            MessageDigest digest = Sums.sha256();
            byte[] buffer = new byte[1 << 16];
            try {
                if (Files.size(file) > Pictures.MAX_BYTES) {
                    throw new DataException(file + " is longer than " + Pictures.MAX_BYTES + " bytes");
                }
                for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                    digest.update(buffer, 0, length);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        Picture in(DatasetPart part) {
            return new Picture(entry.file(), entry.label(), part, extent.orElseThrow());
        }

        /** Returns the part of its folder, or the one that its content decides. */
        DatasetPart part() {
            return entry.part()
                    .orElseGet(() -> Long.parseLong(sum.substring(0, DIGITS), 16) % HELD_OUT_OF == 0
                            ? DatasetPart.TEST
                            : DatasetPart.TRAINING);
        }
    }

    /**
     * Looks at every file of the classes.
     *
     * @throws DataException when two classes have the same picture
     */
    static DistinctPictures of(Path folder, ClassFolders classes, ParallelReading reading) {
        List<ClassFolders.Entry> entries = classes.pictures();
        List<Content> contents = reading.each("looking at pictures", entries.size(), i -> Content.of(entries.get(i)));
        var rejected = new ArrayList<PictureOutcome.Rejected>();
        Map<String, List<Content>> bySum = new TreeMap<>();
        for (Content content : contents) {
            if (content.extent().isEmpty()) {
                rejected.add(new PictureOutcome.Rejected(content.entry().file(), content.refusal()));
                continue;
            }
            bySum.computeIfAbsent(content.sum(), unseen -> new ArrayList<>()).add(content);
        }
        var pictures = new ArrayList<Picture>();
        var repetitions = new ArrayList<String>();
        for (List<Content> same : bySum.values()) {
            // Of a picture that is in both parts, the one that measures counts: it must not have been learned from.
            same.sort(Comparator.comparing((Content content) -> content.part() == DatasetPart.TRAINING)
                    .thenComparing(content -> content.entry().file()));
            Content counted = same.get(0);
            for (Content other : same.subList(1, same.size())) {
                requireOneClass(folder, classes, counted, other);
                repetitions.add(folder.relativize(other.entry().file()) + " is the same picture as "
                        + folder.relativize(counted.entry().file()));
            }
            pictures.add(counted.in(counted.part()));
        }
        return new DistinctPictures(pictures, rejected, repetitions);
    }

    private static void requireOneClass(Path folder, ClassFolders classes, Content one, Content other) {
        if (one.entry().label() == other.entry().label()) {
            return;
        }
        throw new DataException(folder + ": expected each picture in one class but "
                + folder.relativize(one.entry().file()) + " and "
                + folder.relativize(other.entry().file()) + " are the same picture, in the classes "
                + classes.names().get(one.entry().label()) + " and "
                + classes.names().get(other.entry().label()) + ". Remove the wrong one");
    }
}
