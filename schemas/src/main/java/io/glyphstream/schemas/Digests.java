package io.glyphstream.schemas;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests: made, written and read. */
public final class Digests {
    private static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private Digests() {}

    /** Returns the digest of the bytes. */
    public static Sha256 sha256(byte[] bytes) {
        return new Sha256(algorithm().digest(bytes));
    }

    /** Returns the digest of what remains in the buffer, whose position stays where it is. */
    public static Sha256 sha256(ByteBuffer bytes) {
        var algorithm = algorithm();
        algorithm.update(bytes.duplicate());
        return new Sha256(algorithm.digest());
    }

    /** Returns the digest as 64 lower-case hexadecimal digits. */
    public static String hex(Sha256 digest) {
        return HEX.formatHex(digest.bytes());
    }

    /**
     * Returns the digest that 64 hexadecimal digits stand for.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Sha256 parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException(
                    "a SHA-256 digest must have 64 hexadecimal digits but was " + hex + " (" + hex.length() + ")");
        }
        try {
            return new Sha256(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a SHA-256 digest must have 64 hexadecimal digits but was " + hex, e);
        }
    }

    /** Returns an empty digest, for bytes that come piece by piece. */
    public static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, but this one has not", e);
        }
    }
}
