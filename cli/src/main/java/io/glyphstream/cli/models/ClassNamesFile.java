package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Failures;
import io.glyphstream.datasets.DataException;
import io.glyphstream.schemas.ClassNames;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file in UTF-8 with the names of classes: the first line is that of class 0. */
final class ClassNamesFile {

    /** What the most and longest names take, with their line ends. */
    private static final long MOST_BYTES = 256L * (ClassNames.MAX_BYTES + 2);

    private ClassNamesFile() {}

    /**
     * Returns the names in a file.
     *
     * @throws DataException when they cannot be names of classes
     */
    static ClassNames read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new DataException(file + " must have a line for each class, at most " + MOST_BYTES
                        + " bytes in all, but has " + size + " bytes");
            }
            return names(file, Files.readString(file));
        } catch (CharacterCodingException binary) {
            throw new DataException(file + " is not a text in UTF-8", binary);
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, "Name a text file in UTF-8 with the name of a class on each line.");
        }
    }

    private static ClassNames names(Path file, String text) {
        try {
            var names = new ClassNames(text.lines().map(String::strip).toList());
            if (names.isEmpty()) {
                throw new DataException(file + " is empty: there must be a line with a name for each class");
            }
            return names;
        } catch (IllegalArgumentException wrong) {
            throw new DataException(file + ": " + wrong.getMessage(), wrong);
        }
    }
}
