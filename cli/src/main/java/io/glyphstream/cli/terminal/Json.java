package io.glyphstream.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;

/** Results as JSON: one object or list a line. */
public final class Json {

    private static final ObjectMapper LINES = new ObjectMapper();
    private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** Returns maps, lists, texts, numbers and truth values as one line. */
    public static String line(Object value) {
        return write(LINES, value);
    }

    /** Returns the lines of the same as a person reads it best. */
    public static List<String> pretty(Map<String, ?> value) {
        return write(PRETTY, value).lines().toList();
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot be written as JSON: " + value, impossible);
        }
    }
}
