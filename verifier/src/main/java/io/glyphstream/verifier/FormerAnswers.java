package io.glyphstream.verifier;

import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/*
 * A topic that was deleted and created again counts its offsets from 0 again, so the input offsets of the answers go back where
 * those of the new topic begin. They go back as well when images are answered twice, or in the wrong order. What tells the two
 * apart are the images: an ascending run of answers is of a former topic if some of its answers contradict the images at
 * their offsets, by id, by time, or because there is none, and not one agrees. The first run that has an answer that
 * agrees is of the topic that is there, and so are all after it.
 */

/** Counts the answers in one partition that are to images of a former topic of the same name. */
final class FormerAnswers {
    private final Topics topics;
    private final TopicContents contents;
    private final int partition;
    private final Span images;
    private long read;
    private long former;
    private long newest = -1;
    private boolean agreed;
    private boolean contradicted;

    /**
     * A count that has not begun.
     *
     * @param images where the images of the partition begin and, by now, end
     */
    FormerAnswers(Topics topics, TopicContents contents, int partition, Span images) {
        this.topics = topics;
        this.contents = contents;
        this.partition = partition;
        this.images = images;
    }

    /** Reads as many answers as it takes, and returns how many of the first ones are of a former topic. */
    long count(Span predictions) {
        var name = topics.predictions().name();
        try (var answers = contents.read(name, partition, predictions);
                var walk = new Walk()) {
            while (answers.hasNext() && !agreed) {
                var answer = decode(answers.next());
                answer.ifPresent(prediction -> take(prediction, walk));
                read++;
            }
        }
        endRun();
        return former;
    }

    private void take(Prediction answer, Walk walk) {
        if (answer.getInputOffset() <= newest) {
            endRun();
            walk.restart();
        }
        newest = answer.getInputOffset();
        if (newest >= images.end()) {
            contradicted = true;
            return;
        }
        if (newest < images.begin()) {
            return;
        }
        if (walk.agrees(answer)) {
            agreed = true;
            return;
        }
        contradicted = true;
    }

    private void endRun() {
        if (contradicted && !agreed) {
            former = read;
        }
        contradicted = false;
    }

    private Optional<Prediction> decode(ConsumerRecord<byte[], byte[]> record) {
        return topics.predictions()
                .tryDecode(record.value())
                .filter(answer -> answer.getInputPartition() == partition && answer.getInputOffset() >= 0);
    }

    /** The images, from their beginning, as often as need be. */
    private final class Walk implements AutoCloseable {
        private RecordStream stream = contents.read(topics.images().name(), partition, images);
        private @Nullable ConsumerRecord<byte[], byte[]> image;

        void restart() {
            stream.close();
            stream = contents.read(topics.images().name(), partition, images);
            image = null;
        }

        /** Returns whether the image at the answer's offset is that which it answers. */
        boolean agrees(Prediction answer) {
            while ((image == null || image.offset() < answer.getInputOffset()) && stream.hasNext()) {
                image = stream.next();
            }
            return image != null && image.offset() == answer.getInputOffset() && isAnsweredBy(image, answer);
        }

        private boolean isAnsweredBy(ConsumerRecord<byte[], byte[]> record, Prediction answer) {
            try {
                var decoded = topics.images().decode(record.value() == null ? new byte[0] : record.value());
                Images.validateForm(decoded);
                return AnswerComparison.isOf(record, decoded, answer);
            } catch (UndecodableRecordException other) {
                return false;
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
