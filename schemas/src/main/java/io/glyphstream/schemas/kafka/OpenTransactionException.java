package io.glyphstream.schemas.kafka;

import org.apache.kafka.common.errors.RetriableException;

/** An open transaction hides records of a topic that must be read to its end. */
public final class OpenTransactionException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** Names the transaction and what to do. */
    public OpenTransactionException(HeldPartition held) {
        super(held.text());
    }
}
