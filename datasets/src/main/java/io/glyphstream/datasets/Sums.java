package io.glyphstream.datasets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Checksums. */
final class Sums {

    private Sums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
