package io.glyphstream.learning.window;

/** A labeled image, and where it lies on the log. Nobody writes to its pixels. */
final class LoggedImage {

    private final int partition;
    private final long offset;
    private final String id;
    private final int label;
    private final byte[] pixels;
    private final boolean heldOut;

    /** @param pixels not copied */
    LoggedImage(int partition, long offset, String id, int label, byte[] pixels) {
        this.partition = partition;
        this.offset = offset;
        this.id = id;
        this.label = label;
        this.pixels = pixels;
        this.heldOut = HeldOut.contains(id);
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    String id() {
        return id;
    }

    int label() {
        return label;
    }

    byte[] pixels() {
        return pixels;
    }

    boolean isHeldOut() {
        return heldOut;
    }
}
