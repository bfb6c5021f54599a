package io.glyphstream.datasets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 sums. */
public final class Sums {

    private Sums() {}

    /** Returns a digest of nothing yet. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
