package io.glyphstream.schemas.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A partition on which an open transaction hides records from everybody who reads committed records only.
 *
 * @param stableOffset the last stable offset: committed reading stops here
 * @param highWatermark the end of all records, committed or not
 * @param transaction the oldest open transaction there, unless it has ended meanwhile or may not be seen
 */
public record HeldPartition(
        String topic, int partition, long stableOffset, long highWatermark, Optional<Transaction> transaction) {

    /**
     * An open transaction, as the broker that leads the partition and the coordinator tell of it.
     *
     * @param startOffset where it begins in the partition
     * @param lastWrite when its producer last wrote to the partition, by the records' time
     * @param transactionalId its name, if the coordinator knows it and tells
     * @param since when it was begun, if the coordinator knows it
     * @param timeOut after which the coordinator aborts it, counted from its start
     */
    public record Transaction(
            long producerId,
            int producerEpoch,
            long startOffset,
            Instant lastWrite,
            Optional<String> transactionalId,
            Optional<Instant> since,
            Optional<Duration> timeOut) {}

    /** Returns what is wrong and what to do, in sentences. */
    public String text() {
        return topic + "-" + partition + " can be read to offset " + stableOffset + " of " + highWatermark + " only: "
                + cause() + ". " + advice();
    }

    private String cause() {
        return transaction
                .map(open -> "producer " + open.producerId() + " (epoch " + open.producerEpoch() + ", "
                        + open.transactionalId()
                                .map(id -> "transactional id '" + id + "'")
                                .orElse("transactional id unknown to the coordinator")
                        + ") has a transaction open there "
                        + open.since()
                                .map(since -> "since " + since)
                                .orElse("whose last record is of " + open.lastWrite()))
                .orElse("a transaction was open there, and which one could not be seen");
    }

    private String advice() {
        var wait = transaction
                .flatMap(Transaction::timeOut)
                .map(limit ->
                        "Wait for its time-out, " + limit.toSeconds() + " s after its start; or let its client end it")
                .orElse("Let its client end it");
        return wait + "; or abort it: kafka-transactions.sh --bootstrap-server HOST:PORT abort --topic " + topic
                + " --partition " + partition + " --start-offset "
                + transaction.map(Transaction::startOffset).orElse(stableOffset);
    }
}
