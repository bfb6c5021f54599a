package io.glyphstream.datasets.idx;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Sums;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 sums of IDX files, in hexadecimal. */
public final class IdxSums {

    private static final int BUFFER = 1 << 16;

    private IdxSums() {}

    /** Returns the check that takes any content. */
    public static IdxReader.Check anyIdx() {
        return (file, header, body) -> {};
    }

    /** Returns the check that takes only the content with a known sum. */
    public static IdxReader.Check idxWith(String expected) {
        return (file, header, body) -> {
            MessageDigest digest = Sums.sha256();
            digest.update(header);
            digest.update(body);
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(expected)) {
                throw new DataException(file + ": expected SHA-256 " + expected + " of the uncompressed file but found "
                        + found + ": it is damaged, or not the file that its name says");
            }
        };
    }

    /** Returns the sum of a file as it was before it was gzipped, or throws once it is longer than {@code limit} bytes. */
    public static String ofUncompressed(Path file, long limit) throws IOException {
        MessageDigest digest = Sums.sha256();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (InputStream bytes = IdxStream.uncompressed(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                total += read;
                if (total > limit) {
                    throw new IOException("uncompressed, it is longer than " + limit + " bytes");
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
