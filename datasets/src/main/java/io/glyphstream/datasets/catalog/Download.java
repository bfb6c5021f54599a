package io.glyphstream.datasets.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A file on its way from a mirror. It gets its name only when it is complete and good, so that no reader sees half of it. */
final class Download {

    /** Judges the file before it gets its name. */
    @FunctionalInterface
    interface Check {
        void check(Path part) throws IOException;
    }

    /** Short, since a machine without network may answer nothing at all, and its user waits. */
    private static final int CONNECT_MILLIS = 5_000;

    private static final int READ_MILLIS = 30_000;

    /** Above MNIST's largest gzipped file, 9.9 MB. */
    private static final long MAX_LENGTH = 64_000_000;

    private static final int BUFFER = 1 << 16;

    private final URI address;
    private final Path target;
    private final ProgressListener listener;

    Download(URI address, Path target, ProgressListener listener) {
        this.address = address;
        this.target = target;
        this.listener = listener;
    }

    /** Fetches the file, has it checked, and moves it to its place in one step. */
    void run(Check check) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent(), "a target in a folder");
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        part.toFile().deleteOnExit();
        try {
            fetch(part);
            check.check(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void fetch(Path part) throws IOException {
        if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("a mirror must be an http or https address");
        }
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setRequestProperty("User-Agent", "glyphstream");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("HTTP " + status);
            }
            copy(connection, part);
        } finally {
            connection.disconnect();
        }
    }

    private void copy(HttpURLConnection connection, Path part) throws IOException {
        String what = "downloading " + target.getFileName() + " from " + address.getHost();
        long total = connection.getContentLengthLong();
        long done = 0;
        byte[] buffer = new byte[BUFFER];
        listener.progress(what, done, total);
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(part)) {
            for (int read = read(in, buffer, done, total); read >= 0; read = read(in, buffer, done, total)) {
                done += read;
                if (done > MAX_LENGTH) {
                    throw new IOException("it is longer than " + MAX_LENGTH + " bytes");
                }
                out.write(buffer, 0, read);
                listener.progress(what, done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw cutOff(done, total);
        }
    }

    /** Reads a piece. An early end is an exception on some releases of Java and a plain end on others; here it is one failure. */
    private static int read(InputStream in, byte[] buffer, long done, long total) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            IOException cutOff = cutOff(done, total);
            cutOff.initCause(e);
            throw cutOff;
        }
    }

    private static IOException cutOff(long done, long total) {
        return new IOException("cut off after " + done + " of " + (total < 0 ? "unknown" : total) + " bytes");
    }

    /** Returns what went wrong in words: the messages of the network's exceptions are often only a host's name. */
    static String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host " + failure.getMessage();
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof FileSystemException file) {
            return file.getFile() + " cannot be written" + (file.getReason() == null ? "" : ": " + file.getReason());
        }
        if (failure.getMessage() == null) {
            return "no connection";
        }
        return failure instanceof ConnectException
                ? "no connection (" + failure.getMessage() + ")"
                : failure.getMessage();
    }
}
