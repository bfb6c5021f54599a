package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a page of metrics says, read as strictly as Prometheus' text format 0.0.4 is written down, and more so. */
record Exposed(Map<String, Family> families) {
    private static final Pattern HELP =
            Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\\]|\\\\\\\\|\\\\n)*");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([-+0-9.eE]+|[-+]Inf|NaN)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\\\\\|\\\\\"|\\\\n)*)\"(,|$)");

    /** One value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    /** All samples of a metric. */
    record Family(String name, String type, List<Sample> samples) {
        /** Returns the names of the labels that tell its series apart, but not the bounds of buckets. */
        Set<String> labels() {
            return samples.stream()
                    .flatMap(sample -> sample.labels().keySet().stream())
                    .filter(label -> !label.equals("le"))
                    .collect(Collectors.toSet());
        }
    }

    static Exposed parse(String text) {
        assertThat(text).endsWith("\n");
        var families = new LinkedHashMap<String, Family>();
        var helped = new HashSet<String>();
        var series = new HashSet<String>();
        Family current = null;
        for (var line : text.lines().toList()) {
            if (line.startsWith("# HELP")) {
                var help = HELP.matcher(line);
                assertThat(help.matches()).as(line).isTrue();
                assertThat(helped.add(help.group(1))).as("once: " + line).isTrue();
                continue;
            }
            if (line.startsWith("#")) {
                var type = TYPE.matcher(line);
                assertThat(type.matches()).as(line).isTrue();
                current = new Family(type.group(1), type.group(2), new ArrayList<>());
                assertThat(families.put(current.name(), current))
                        .as("once: " + line)
                        .isNull();
                continue;
            }
            var sample = sample(line);
            assertThat(series.add(sample.name() + sample.labels()))
                    .as("once: " + line)
                    .isTrue();
            checkName(Objects.requireNonNull(current, line), sample);
            current.samples().add(sample);
        }
        assertThat(families.keySet()).containsAll(helped);
        families.values().forEach(Exposed::check);
        return new Exposed(families);
    }

    private static Sample sample(String line) {
        var sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        var labels = new TreeMap<String, String>();
        var text = sample.group(2) == null ? "" : sample.group(2);
        var label = LABEL.matcher(text);
        var end = 0;
        while (end < text.length()) {
            assertThat(label.find(end) && label.start() == end).as(line).isTrue();
            assertThat(labels.put(label.group(1), unescaped(label.group(2))))
                    .as("once in " + line)
                    .isNull();
            end = label.end();
        }
        return new Sample(sample.group(1), labels, number(sample.group(3)));
    }

    private static String unescaped(String value) {
        return value.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static void checkName(Family family, Sample sample) {
        var rest = sample.name().startsWith(family.name())
                ? sample.name().substring(family.name().length())
                : "not of " + family.name();
        var allowed = switch (family.type()) {
            case "histogram" -> Set.of("_bucket", "_sum", "_count");
            case "summary" -> Set.of("", "_sum", "_count");
            default -> Set.of("");
        };
        assertThat(allowed).as("end of " + sample.name()).contains(rest);
        assertThat(sample.labels().containsKey("le")).isEqualTo(rest.equals("_bucket"));
    }

    private static void check(Family family) {
        assertThat(family.samples()).as(family.name()).isNotEmpty();
        assertThat(family.name().endsWith("_total"))
                .as(family.name())
                .isEqualTo(family.type().equals("counter"));
        if (family.type().equals("counter")) {
            assertThat(family.samples())
                    .as(family.name())
                    .allMatch(sample -> sample.value() >= 0 && sample.value() < Double.POSITIVE_INFINITY);
        }
        if (family.type().equals("histogram")) {
            checkBuckets(family);
        }
    }

    private static void checkBuckets(Family family) {
        var latest = new TreeMap<String, Sample>();
        for (var sample : family.samples()) {
            var rest = new TreeMap<>(sample.labels());
            rest.remove("le");
            var before = latest.get(rest.toString());
            if (sample.name().endsWith("_bucket")) {
                if (before != null) {
                    assertThat(bound(sample)).isGreaterThan(bound(before));
                    assertThat(sample.value()).isGreaterThanOrEqualTo(before.value());
                }
                latest.put(rest.toString(), sample);
            } else if (sample.name().endsWith("_count")) {
                assertThat(bound(Objects.requireNonNull(before))).isInfinite();
                assertThat(sample.value()).isEqualTo(before.value());
            }
        }
    }

    private static double bound(Sample bucket) {
        return number(Objects.requireNonNull(bucket.labels().get("le")));
    }

    List<Sample> samples() {
        return families.values().stream()
                .flatMap(family -> family.samples().stream())
                .toList();
    }

    /** Returns the samples of this name that have these labels, among others. */
    List<Sample> samples(String name, Map<String, String> labels) {
        return samples().stream()
                .filter(sample ->
                        sample.name().equals(name) && sample.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** Returns the sum of the samples of this name. */
    double sum(String name) {
        return samples(name, Map.of()).stream().mapToDouble(Sample::value).sum();
    }
}
