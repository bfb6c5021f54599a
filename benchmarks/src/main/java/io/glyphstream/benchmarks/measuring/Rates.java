package io.glyphstream.benchmarks.measuring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast each of several was, in units a second.
 *
 * @param byName in the order of the measurement
 */
public record Rates(@JsonValue Map<String, Double> byName) {

    public Rates {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    public double of(String name) {
        Double rate = byName.get(name);
        if (rate == null) {
            throw new IllegalArgumentException("a rate must be of " + byName.keySet() + " but was asked of " + name);
        }
        return rate;
    }
}
