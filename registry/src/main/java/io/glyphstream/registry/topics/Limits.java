package io.glyphstream.registry.topics;

/** What a publisher may ask of every follower's memory, whatever its records claim. */
public final class Limits {
    /** With key, framing and headers a chunk stays under the broker's default limit of 1,048,588 bytes. */
    public static final int CHUNK_BYTES = 900 * 1024;

    public static final long SNAPSHOT_BYTES = 512L << 20;

    /** A snapshot of the largest size needs 583. */
    static final int CHUNKS = 4096;

    /** The chunks that one index remembers, each with its offset, size and digest. */
    static final int INDEXED_CHUNKS = 1 << 18;

    /** The encoded manifests that one index remembers; a common one has 60 KiB, most of it probes. */
    static final long INDEXED_MANIFEST_BYTES = 128L << 20;

    /** The names of models, removed ones included, whose newest number one index remembers. */
    public static final int INDEXED_MODELS = 1 << 16;

    public static final int CHALLENGERS = 16;

    private Limits() {}
}
