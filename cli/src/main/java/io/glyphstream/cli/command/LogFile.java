package io.glyphstream.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The file that takes everything a command has to say to a developer: one for each run, the oldest go. */
public record LogFile(Path path) {

    private static final int KEPT = 20;

    /** Prepares the file of a run, unless the folder cannot be written: a command works without, too. */
    public static Optional<LogFile> open(Path folder, String command, long process) {
        try {
            Files.createDirectories(folder);
            removeOldest(folder);
            if (!Files.isWritable(folder)) {
                return Optional.empty();
            }
            return Optional.of(new LogFile(folder.resolve(command + "-" + process + ".log")));
        } catch (IOException | UncheckedIOException unwritable) {
            return Optional.empty();
        }
    }

    private static void removeOldest(Path folder) throws IOException {
        List<Path> logs;
        try (var files = Files.list(folder)) {
            logs = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted(Comparator.comparingLong(LogFile::age))
                    .toList();
        }
        for (Path old : logs.subList(Math.min(KEPT, logs.size()), logs.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** Grows with the file's age. */
    private static long age(Path file) {
        return -file.toFile().lastModified();
    }
}
