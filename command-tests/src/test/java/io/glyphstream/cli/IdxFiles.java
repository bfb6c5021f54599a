package io.glyphstream.cli;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of IDX files that commands learn from: few images, so that what is tested is the command. */
final class IdxFiles {

    private static final int TO_LEARN_FROM = 300;
    private static final int TO_MEASURE_BY = 100;

    private IdxFiles() {}

    /** Writes drawn digits, 300 to learn from and 100 to measure by, and returns the folder. */
    static Path digits(Path folder, long seed) {
        write(folder, "train", DigitPainter.draw(TO_LEARN_FROM, seed));
        write(folder, "t10k", DigitPainter.draw(TO_MEASURE_BY, seed + 100));
        return folder;
    }

    /**
     * Writes the images and the labels of one part.
     *
     * @param part {@code train} or {@code t10k}
     */
    static void write(Path folder, String part, LabeledImages images) {
        var pixels = ByteBuffer.allocate(16 + images.pixels().length)
                .putInt(0x803)
                .putInt(images.size())
                .putInt(images.rows())
                .putInt(images.columns())
                .put(images.pixels());
        var labels = ByteBuffer.allocate(8 + images.size()).putInt(0x801).putInt(images.size());
        for (int label : images.labels()) {
            labels.put((byte) label);
        }
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.array());
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
