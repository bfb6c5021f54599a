package io.glyphstream.benchmarks.measuring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Measured figures for programs and for people. */
public final class Figures {

    /* No rate of a shared machine repeats itself closer than this. */
    private static final MathContext SIGNIFICANT = new MathContext(4);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Figures() {}

    /** Returns the figure with four significant digits. */
    public static double rounded(double figure) {
        if (!Double.isFinite(figure)) {
            throw new IllegalArgumentException("a figure must be finite but was " + figure);
        }
        return new BigDecimal(figure).round(SIGNIFICANT).doubleValue();
    }

    /** Returns a record or a list of them as one line of JSON. */
    public static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }

    /** Returns the figure as people read it: no fraction from a hundred on. */
    public static String text(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%,.0f" : "%.3g", figure);
    }
}
