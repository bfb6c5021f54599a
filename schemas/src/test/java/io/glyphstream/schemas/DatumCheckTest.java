package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatumCheckTest {
    private static final Schema EVERY_TYPE = schema("""
            {"type": "record", "name": "Every", "fields": [
              {"name": "nothing", "type": "null"}, {"name": "flag", "type": "boolean"},
              {"name": "small", "type": "int"}, {"name": "large", "type": "long"},
              {"name": "single", "type": "float"}, {"name": "exact", "type": "double"},
              {"name": "bytes", "type": "bytes"}, {"name": "text", "type": "string"},
              {"name": "fixed", "type": {"type": "fixed", "name": "Three", "size": 3}},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B", "C"]}},
              {"name": "choice", "type": ["null", "string", "int"]},
              {"name": "list", "type": {"type": "array", "items": ["null", "long"]}},
              {"name": "map", "type": {"type": "map", "values": {"type": "array", "items": "float"}}}]}
            """);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverAvroWritesIsSound(long seed) throws IOException {
        for (var value : new RandomData(EVERY_TYPE, 200, seed)) {
            for (var bytes : new byte[][] {written(value, Blocks.PLAIN), written(value, Blocks.SIZED)}) {
                assertThatCode(() -> DatumCheck.check(EVERY_TYPE, bytes, 0)).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsSoundAvroReadsToTheLastByteOrRefuses(long seed) throws IOException {
        var random = new Random(seed);
        var reader = new GenericDatumReader<Object>(EVERY_TYPE);
        var sound = 0;
        for (var value : new RandomData(EVERY_TYPE, 2_000, seed)) {
            var bytes = written(value, Blocks.PLAIN);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            if (isSound(bytes)) {
                sound++;
                var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
                try {
                    reader.read(null, decoder);
                    assertThat(decoder.isEnd()).isTrue();
                } catch (IOException | AvroRuntimeException e) {
                    assertThat(e).hasMessageContaining("Invalid");
                }
            }
        }
        assertThat(sound).isBetween(1, 1_999);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"null\"', 2147483647",
        "'\"null\"', 9223372036854775807",
        "'\"null\"', -9223372036854775808",
        "'\"null\"', -2147483648",
        "'{\"type\": \"record\", \"name\": \"Empty\", \"fields\": []}', 2147483648",
        "'{\"type\": \"fixed\", \"name\": \"Nothing\", \"size\": 0}', 1000000000",
        "'\"long\"', 2147483647",
    })
    void aFewBytesCannotClaimManyElements(String items, long count) throws IOException {
        var list = schema("{\"type\": \"array\", \"items\": " + items + "}");
        var bytes = longs(count, 0, 0);

        assertThatThrownBy(() -> DatumCheck.check(list, bytes, 0))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("elements where");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"string\"", "{\"type\": \"map\", \"values\": \"null\"}"})
    void noTextIsLongerThanTheLimit(String type) throws IOException {
        var schema = schema(type);
        var isMap = schema.getType() == Schema.Type.MAP;
        var fitting = "x".repeat(TextLimits.ANY);
        var tooLong = fitting + "x";
        Object sound = isMap ? Collections.singletonMap(fitting, null) : fitting;
        Object excess = isMap ? Collections.singletonMap(tooLong, null) : tooLong;
        var bytes = written(schema, excess);

        assertThatCode(() -> DatumCheck.check(schema, written(schema, sound), 0))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DatumCheck.check(schema, bytes, 0))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("a text must have at most 65536 bytes of UTF-8 but had 65537");
    }

    private static byte[] written(Schema schema, Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(value, encoder);
        return bytes.toByteArray();
    }

    @Test
    void manyBlocksCannotClaimMoreThanTheRecordHoldsEither() throws IOException {
        var map = schema("{\"type\": \"map\", \"values\": \"null\"}");
        var bytes = longs(1, 0, 1, 0, 1_000_000, 0);

        assertThatThrownBy(() -> DatumCheck.check(map, bytes, 0))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("map claims 1000000 elements where 1 bytes are left");
    }

    @Test
    void aBlockThatLiesAboutItsSizeIsRefused() throws IOException {
        var list = schema("{\"type\": \"array\", \"items\": \"int\"}");
        var bytes = longs(-2, 7, 1, 1, 0);

        assertThatThrownBy(() -> DatumCheck.check(list, bytes, 0))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("array claims a block of 7 bytes but has one of 2");
    }

    @Test
    void branchesAndSymbolsMustExist() throws IOException {
        var union = schema("[\"null\", \"int\"]");
        var symbols = schema("{\"type\": \"enum\", \"name\": \"Kind\", \"symbols\": [\"A\"]}");
        var two = longs(2);
        var minusOne = longs(-1);

        assertThatThrownBy(() -> DatumCheck.check(union, two, 0))
                .hasMessage("union has 2 cases but the record names case 2");
        assertThatThrownBy(() -> DatumCheck.check(symbols, minusOne, 0))
                .hasMessage("enum has 1 cases but the record names case -1");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 127, 255})
    void aBooleanIsZeroOrOne(int value) {
        var bytes = new byte[] {(byte) value};

        assertThatThrownBy(() -> DatumCheck.check(schema("\"boolean\""), bytes, 0))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("boolean must be 0 or 1 but was " + value);
    }

    @Test
    void endlessNestingIsRefusedBeforeTheStackOverflows() {
        var nested = schema(
                "{\"type\": \"record\", \"name\": \"Node\", \"fields\": [{\"name\": \"next\", \"type\": [\"null\", \"Node\"]}]}");
        var bytes = new byte[1_000_000];
        java.util.Arrays.fill(bytes, (byte) 2);

        assertThatThrownBy(() -> DatumCheck.check(nested, bytes, 0))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("record is nested deeper than 32");
    }

    private enum Blocks {
        PLAIN,
        SIZED
    }

    private static boolean isSound(byte[] bytes) {
        try {
            DatumCheck.check(EVERY_TYPE, bytes, 0);
            return true;
        } catch (UndecodableRecordException e) {
            return false;
        }
    }

    private static byte[] written(Object value, Blocks blocks) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = blocks == Blocks.SIZED
                ? EncoderFactory.get().blockingBinaryEncoder(bytes, null)
                : EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<Object>(EVERY_TYPE).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static byte[] longs(long... values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        for (var value : values) {
            encoder.writeLong(value);
        }
        return bytes.toByteArray();
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }
}
