package io.glyphstream.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of pictures. Those in a subfolder are labeled by it, those in the folder itself are not.
 *
 * <p>When each subfolder's name is a number within [0, 255], that number is the label; otherwise labels count the subfolders in order of
 * their names.
 */
public final class PictureFolder {

    /**
     * Lists a folder; no picture is read yet.
     *
     * @throws DataException when it is no folder, or there are no pictures in it
     */
    public static PictureFolder open(Path folder) {
        throw new UnsupportedOperationException();
    }

    /** Returns how many pictures there are, good or bad. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Returns what the labels stand for, by label; empty when no picture is labeled. */
    public List<String> classNames() {
        throw new UnsupportedOperationException();
    }

    /** Returns the files that are in the way of no picture: wrong kind of name, or too deep. */
    public List<Path> ignored() {
        throw new UnsupportedOperationException();
    }

    /** Returns the pictures in order of their paths, each read when it is asked for. A bad one never stops the others. */
    public Stream<PictureOutcome> pictures(PictureFit fit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads every labeled picture into memory.
     *
     * @throws DataException when not one of them is good
     */
    public LabeledPictures readLabeled(String name, PictureFit fit) {
        throw new UnsupportedOperationException();
    }

    /** The good pictures of a folder, and the bad ones. */
    public record LabeledPictures(LabeledImages images, List<PictureOutcome.Rejected> rejected) {
        public LabeledPictures {
            rejected = List.copyOf(rejected);
        }
    }
}
