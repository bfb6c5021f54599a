package io.glyphstream.counting;

import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.UndecodableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/*
 * One record of the store, a segment, holds much of what happened between two commits: a record for each image would cost more
 * than to count it, and one for all would outgrow what Kafka takes, for a second of a full stream is a megabyte. A segment is
 * removed when all that it and those before it tell of is forgotten, so the store is bounded as the memory is.
 *
 * A segment ends once it has FULL_SEGMENT_BYTES, so it has at most these and one entry more. The largest entry is a label that
 * waits: its id twice, its value and a topic's name, 19 KiB. So a segment is far below what Kafka takes.
 *
 * Texts are written with writeUTF, which fails beyond 65,535 bytes. TextLimits keep ids to a sixtieth of that, and the registry
 * keeps names of models below a thousandth.
 */
/** Writes down what a label memory learns, and lets another one learn the same after a crash. */
final class LabelJournal {
    private static final String WHAT = "a record of the processor's memory of labels";
    private static final int FORMAT = 1;
    private static final int SHA256_BYTES = 32;

    private static final int FULL_SEGMENT_BYTES = 16 << 10;

    private final KeyedStore<byte[]> store;
    private final LabelMemory memory;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private @Nullable List<ModelReference> models;
    private long next;

    private record Segment(String key, long arrived, long time) {}

    /** Lets the memory, which must be empty, learn what is in the store. */
    LabelJournal(KeyedStore<byte[]> store, LabelMemory memory) {
        this.store = store;
        this.memory = memory;
        var timeToLive = memory.timeToLive();
        store.forEach((key, segment) -> {
            replay(segment, memory);
            segments.addLast(new Segment(key, memory.arrived(), memory.now()));
            next = Long.parseLong(key) + 1;
        });
        memory.remember(timeToLive);
    }

    /** Writes down an image that was answered. */
    void answered(String imageId, AnsweredImage image, long time) {
        write(data -> {
            writeModels(image);
            data.writeByte('A');
            data.writeUTF(imageId);
            data.writeLong(time);
            data.writeLong(image.windowStart());
            data.writeShort(image.truth());
            for (var i = 0; i < image.models().size(); i++) {
                data.writeByte(image.answer(i));
            }
        });
    }

    /** Writes down a label that corrects an image. When it is read again, the image may be forgotten, and so is the label then. */
    void corrected(LateLabel label, long time) {
        write(data -> writeLabel(data, 'C', label, time));
    }

    /** Writes down a label that waits for its image. */
    void waits(LateLabel label, long time) {
        write(data -> {
            writeLabel(data, 'L', label, time);
            data.writeUTF(label.original().topic());
            data.writeInt(label.original().partition());
            data.writeLong(label.original().offset());
            writeBytes(data, label.original().key());
            writeBytes(data, label.original().value());
        });
    }

    /** Writes down that time has passed. */
    void passed(long time) {
        write(data -> {
            data.writeByte('T');
            data.writeLong(time);
        });
    }

    /** Puts what was written down into the store, and takes out what is forgotten. */
    void save() {
        if (bytes.size() > 0) {
            endSegment();
        }
        while (!segments.isEmpty() && memory.hasForgotten(segments.peekFirst().arrived, segments.peekFirst().time)) {
            store.delete(segments.removeFirst().key);
        }
    }

    /** The memory must know of all that is in the segment, and of nothing that is not. */
    private void endSegment() {
        var key = String.format(Locale.ROOT, "%019d", next++);
        store.put(key, bytes.toByteArray());
        segments.addLast(new Segment(key, memory.arrived(), memory.now()));
        bytes.reset();
        models = null;
    }

    private interface Entry {
        void write(DataOutputStream data) throws IOException;
    }

    private void write(Entry entry) {
        try {
            if (bytes.size() >= FULL_SEGMENT_BYTES) {
                endSegment();
            }
            if (bytes.size() == 0) {
                out.writeByte(FORMAT);
                out.writeLong(memory.timeToLive());
            }
            entry.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private void writeModels(AnsweredImage image) throws IOException {
        if (image.models().equals(models)) {
            return;
        }
        models = image.models();
        out.writeByte('M');
        out.writeShort(image.models().size());
        out.writeShort(image.classes());
        for (var model : image.models()) {
            out.writeUTF(model.getModel());
            out.writeInt(model.getVersion());
            out.write(model.getSha256().bytes());
        }
    }

    private static void writeLabel(DataOutputStream data, char kind, LateLabel label, long time) throws IOException {
        data.writeByte(kind);
        data.writeLong(time);
        data.writeUTF(label.imageId());
        data.writeShort(label.label());
    }

    private static void writeBytes(DataOutputStream data, byte @Nullable [] array) throws IOException {
        data.writeInt(array == null ? -1 : array.length);
        if (array != null) {
            data.write(array);
        }
    }

    /**
     * Reads a segment, and keeps nothing of it.
     *
     * @throws UndecodableRecordException when it is not one that this release knows
     */
    static void check(byte[] segment) {
        replay(segment, new LabelMemory(Duration.ZERO));
    }

    private static void replay(byte[] segment, LabelMemory memory) {
        try (var in = new DataInputStream(new ByteArrayInputStream(segment))) {
            var format = in.readByte();
            if (format != FORMAT) {
                throw LaterReleaseException.of(WHAT, "format " + format + " but this release reads " + FORMAT);
            }
            memory.remember(in.readLong());
            var reader = new Reader(in, memory);
            while (in.available() > 0) {
                reader.replay();
            }
        } catch (IOException e) {
            throw new UndecodableRecordException("the changelog of labels is truncated", e);
        }
    }

    /** Reads one segment. Labels that were overdue became dead letters when it happened. */
    private static final class Reader {
        private final DataInputStream in;
        private final LabelMemory memory;
        private List<ModelReference> models = List.of();
        private int classes;

        Reader(DataInputStream in, LabelMemory memory) {
            this.in = in;
            this.memory = memory;
        }

        void replay() throws IOException {
            var kind = in.readByte();
            switch (kind) {
                case 'M' -> readModels();
                case 'A' -> readAnswered();
                case 'C' -> readCorrected();
                case 'L' -> readWaiting();
                case 'T' -> memory.advance(in.readLong());
                default -> throw LaterReleaseException.of(WHAT, "unknown entry " + kind);
            }
        }

        private void readModels() throws IOException {
            var count = in.readShort();
            classes = in.readShort();
            var read = new ArrayList<ModelReference>(count);
            for (var i = 0; i < count; i++) {
                read.add(new ModelReference(in.readUTF(), in.readInt(), new Sha256(in.readNBytes(SHA256_BYTES))));
            }
            models = List.copyOf(read);
        }

        private void readAnswered() throws IOException {
            var id = in.readUTF();
            var time = in.readLong();
            var windowStart = in.readLong();
            var truth = in.readShort();
            var image = new AnsweredImage(models, classes, in.readNBytes(models.size()), windowStart, truth);
            memory.labelFor(id);
            memory.answered(id, image, time);
        }

        private void readCorrected() throws IOException {
            memory.advance(in.readLong());
            memory.corrected(in.readUTF(), in.readShort());
        }

        private void readWaiting() throws IOException {
            memory.advance(in.readLong());
            var id = in.readUTF();
            var label = in.readShort();
            var original = new ConsumerRecord<>(in.readUTF(), in.readInt(), in.readLong(), readBytes(), readBytes());
            memory.waits(new LateLabel(id, label, original));
        }

        @SuppressWarnings("NullAway") // keys and values of records may be null, whatever the constructor says
        private byte[] readBytes() throws IOException {
            var length = in.readInt();
            return length < 0 ? null : in.readNBytes(length);
        }
    }
}
