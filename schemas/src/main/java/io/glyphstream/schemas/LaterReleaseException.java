package io.glyphstream.schemas;

/**
 * Says that a later release of this program wrote a record: it carries a schema id, or the number of a form, that follows
 * the newest known one.
 */
public final class LaterReleaseException extends UndecodableRecordException {
    private static final long serialVersionUID = 1L;

    private final String unknown;

    private LaterReleaseException(String where, String unknown) {
        super(where + " was written by a later release: " + unknown + "; upgrade this program");
        this.unknown = unknown;
    }

    /**
     * Returns the failure of a record.
     *
     * @param record what it is or where it lies
     * @param unknown what of it this release does not know
     */
    public static LaterReleaseException of(String record, String unknown) {
        return new LaterReleaseException(record, unknown);
    }

    /** Returns the same, with the topic that the record is on. */
    LaterReleaseException on(String topic) {
        return new LaterReleaseException("record of " + topic, unknown);
    }

    @Override
    public LaterReleaseException at(String topic, int partition, long offset) {
        return new LaterReleaseException(place(topic, partition, offset), unknown);
    }
}
