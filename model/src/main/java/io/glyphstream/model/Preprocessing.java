package io.glyphstream.model;

/** What happens to every image, reference and query alike, before distances are measured. */
public enum Preprocessing {
    /** Pixels are taken as they are. */
    NONE,

    /** The slant of the drawn shape is taken out by its image moments. */
    DESKEW
}
