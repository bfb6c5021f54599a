package io.glyphstream.cli.soak;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a soak.
 *
 * @param lines the summary for people
 * @param facts the summary as an object for JSON
 * @param problems what went wrong; empty if nothing did
 */
public record SoakResult(List<String> lines, Map<String, @Nullable Object> facts, List<String> problems) {

    public SoakResult {
        lines = List.copyOf(lines);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        problems = List.copyOf(problems);
    }
}
