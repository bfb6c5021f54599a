package io.glyphstream.datasets;

import java.nio.file.Path;
import java.util.OptionalInt;

/** What came of reading one picture. */
public sealed interface PictureOutcome {

    Path file();

    /** An image, with the class that its folder stands for, if any. */
    record Loaded(Path file, GrayImage image, OptionalInt label) implements PictureOutcome {}

    /** No image, and why. */
    record Rejected(Path file, String reason) implements PictureOutcome {}
}
