package io.glyphstream.verifier;

import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.topics.Span;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the dead letters of one input partition with their originals, which it is shown in the order of their offsets. */
final class LetterCheck {
    private final String topic;
    private final int partition;
    private final Span span;
    private final Fingerprints letters;
    private final Generation generation;
    private final Findings findings;
    private final OffsetSet dead;
    private long repeated;
    private long ofFormer;

    /** What is compared: where the originals lie, and what their dead letters were made of. */
    record Originals(String topic, int partition, Span span, Fingerprints letters) {}

    LetterCheck(Originals originals, Generation generation, Findings findings) {
        topic = originals.topic;
        partition = originals.partition;
        span = originals.span;
        letters = originals.letters;
        this.generation = generation;
        this.findings = findings;
        dead = new OffsetSet(span);
    }

    /** Takes the next original, and returns whether it has a dead letter. */
    boolean take(ConsumerRecord<byte[], byte[]> original) {
        var agreeing = letters.agreeing(original);
        var others = letters.count(original.offset()) - agreeing;
        var outcomes = agreeing;
        if (generation.younger()) {
            // Of two with the same bytes, one may be of the former topic.
            ofFormer += others + Math.max(0, agreeing - 1);
            outcomes = Math.min(1, agreeing);
        } else if (others > 0) {
            outcomes += others;
            findings.add(
                    Finding.CONTRADICTION, () -> Places.of(original) + " and its dead letter have different bytes");
        }
        if (outcomes == 0) {
            return false;
        }
        dead.add(original.offset());
        repeat(original.offset(), outcomes - 1);
        return true;
    }

    private void repeat(long offset, int surplus) {
        repeated += surplus;
        if (surplus > 0) {
            findings.add(
                    Finding.DUPLICATE,
                    surplus,
                    () -> Places.of(topic, partition, offset) + " has " + (surplus + 1) + " dead letters");
        }
    }

    /** Judges the dead letters of which no original was shown. */
    void finish(OffsetSet originals) {
        for (var offset : letters.offsets()) {
            if (!originals.contains(offset)) {
                judge(offset, letters.count(offset));
            }
        }
    }

    private void judge(long offset, int count) {
        if (offset < span.begin()) {
            repeat(offset, count - 1);
            return;
        }
        if (offset >= generation.end() || (generation.younger() && span.contains(offset))) {
            ofFormer += count;
            return;
        }
        if (offset >= span.end()) {
            // It came while this was verified.
            return;
        }
        findings.add(
                Finding.FOREIGN,
                count,
                () -> "a dead letter is of " + Places.of(topic, partition, offset) + ", where there is no record");
    }

    boolean isDead(long offset) {
        return dead.contains(offset);
    }

    /** Returns the offset of the last original that a dead letter names, or -1. */
    long last() {
        var offsets = letters.offsets();
        return offsets.length == 0 ? -1 : offsets[offsets.length - 1];
    }

    long ofFormer() {
        return ofFormer;
    }

    long repeated() {
        return repeated;
    }
}
