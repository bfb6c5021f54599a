package io.glyphstream.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Kafka locks its logs, but only after it has opened the log of its metadata: a second broker would cut the first one's. So the folder is
 * locked here, before Kafka sees it.
 */

/** The folder that holds a broker's data, for as long as the broker has it. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final Retention retention;
    private final FileChannel lock;

    /** What becomes of the folder in the end. */
    private enum Retention {
        KEEP,
        DELETE
    }

    private DataDirectory(Path path, Retention retention, FileChannel lock) {
        this.path = path;
        this.retention = retention;
        this.lock = lock;
    }

    /** Takes possession of the wanted folder, or of a temporary one. */
    static DataDirectory open(Optional<Path> wanted) {
        try {
            if (wanted.isEmpty()) {
                Path temporary = Files.createTempDirectory("glyphstream-broker-");
                return new DataDirectory(temporary, Retention.DELETE, lock(temporary));
            }
            Path kept = Files.createDirectories(wanted.get()).toRealPath();
            return new DataDirectory(kept, Retention.KEEP, lock(kept));
        } catch (IOException failed) {
            throw new BrokerStartException(
                    "the broker's directory "
                            + wanted.map(Path::toString).orElse("") + " cannot be used: " + reason(failed)
                            + "; choose another --directory",
                    failed);
        }
    }

    private static String reason(IOException failed) {
        if (failed instanceof FileAlreadyExistsException) {
            return "there is a file of this name";
        }
        return failed instanceof AccessDeniedException ? "access is denied" : String.valueOf(failed.getMessage());
    }

    Path path() {
        return path;
    }

    /** Gives the folder up; a temporary one is removed. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (retention == Retention.DELETE) {
            Folders.delete(path);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve(".in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new BrokerStartException("another broker uses the directory " + folder, null);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ourOwn) {
            return null;
        }
    }
}
