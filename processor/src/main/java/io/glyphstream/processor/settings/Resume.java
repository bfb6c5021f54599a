package io.glyphstream.processor.settings;

/**
 * Where a processor begins in a partition whose answers lie there while nothing says how far this application has come: neither
 * committed offsets nor recorded positions.
 */
public enum Resume {
    /** Nowhere: it refuses to start, and says why. */
    REFUSE,
    /** Behind the newest image that was answered, and at the first label that is newer than it. */
    ANSWERED,
    /** At the beginning of what is still there: images that were answered are answered again. */
    BEGINNING
}
