package io.glyphstream.producer;

/** What becomes of the labels that are known. */
public enum LabelPolicy {
    /** They stay here: the stream does not learn the truth. */
    NEVER,
    /** They travel inside the image. */
    WITH_IMAGE,
    /** They travel as records of their own, each after its image. */
    LATER
}
