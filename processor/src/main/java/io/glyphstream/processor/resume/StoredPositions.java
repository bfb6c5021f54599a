package io.glyphstream.processor.resume;

import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.UndecodableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * The positions of one task as bytes: a format, then for each input its code (2 bytes), the topic's id (16) and the next offset (8),
 * all big-endian.
 */
final class StoredPositions {
    private static final String WHAT = "a record of the processor's positions";
    private static final int FORMAT = 1;

    private StoredPositions() {}

    static byte[] encode(Map<Input, Position> positions) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            for (var entry : positions.entrySet()) {
                out.writeChar(entry.getKey().code());
                out.writeLong(entry.getValue().topicId().getMostSignificantBits());
                out.writeLong(entry.getValue().topicId().getLeastSignificantBits());
                out.writeLong(entry.getValue().next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Map<Input, Position> decode(byte[] stored) {
        var positions = new EnumMap<Input, Position>(Input.class);
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            var format = in.readByte();
            if (format != FORMAT) {
                throw LaterReleaseException.of(WHAT, "format " + format + " but this release reads " + FORMAT);
            }
            while (in.available() > 0) {
                var code = in.readChar();
                var input = Input.of(code)
                        .orElseThrow(() -> LaterReleaseException.of(WHAT, "unknown input '" + code + "'"));
                positions.put(input, new Position(new Uuid(in.readLong(), in.readLong()), in.readLong()));
            }
        } catch (IOException e) {
            throw new UndecodableRecordException("the processor's positions end too soon", e);
        }
        return positions;
    }
}
