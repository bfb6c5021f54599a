package io.glyphstream.learning.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Digests;
import java.nio.ByteBuffer;

/**
 * The rule by which images are held out: those whose id hashes into one tenth are never trained on, and measure the models.
 *
 * <p>The rule depends on the id alone: every reader, at any time, puts an image on the same side.
 */
public final class HeldOut {

    /** The rule's name in manifests: the first 8 bytes of the id's SHA-256, as an unsigned number, modulo 10 are 0. */
    public static final String RULE = "sha256-tenth";

    private static final long PARTS = 10;

    private HeldOut() {}

    /** Returns true if the image with this id is held out. */
    public static boolean contains(String imageId) {
        long hash =
                ByteBuffer.wrap(Digests.sha256(imageId.getBytes(UTF_8)).bytes()).getLong();
        return Long.remainderUnsigned(hash, PARTS) == 0;
    }
}
