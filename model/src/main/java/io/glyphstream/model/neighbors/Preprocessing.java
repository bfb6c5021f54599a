package io.glyphstream.model.neighbors;

/** What happens to every image, reference and query alike, before distances are measured. */
public enum Preprocessing {
    /** Pixels are taken as they are. */
    NONE(0),

    /** The slant of the drawn shape is taken out by its image moments. */
    DESKEW(1);

    /** What snapshots hold for it; it never changes. */
    final int code;

    Preprocessing(int code) {
        this.code = code;
    }
}
