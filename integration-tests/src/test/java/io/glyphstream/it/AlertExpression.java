package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The condition of an alert, as far as ours need PromQL: a series, {@code rate}, {@code sum by}, a quotient and a comparison.
 * Rates are those between two pages of metrics.
 *
 * @param text as it stands in the rule
 */
record AlertExpression(String text) {
    private static final String SELECTOR = "[a-z_]+(?:\\{[^}]*\\})?";
    private static final String VECTOR = "(?:rate\\(" + SELECTOR + "\\[\\d+m\\]\\)|" + SELECTOR + ")";
    private static final String SUM = "sum by \\([a-z, ]+\\) \\(" + VECTOR + "\\)";
    private static final String OPERAND = "(" + SUM + "|" + VECTOR + ")";
    private static final Pattern WHOLE = Pattern.compile(OPERAND + "(?: / " + OPERAND + ")? (==|<|>) ([0-9.]+)");
    private static final Pattern SUMMED = Pattern.compile("sum by \\(([a-z, ]+)\\) \\((.*)\\)");
    private static final Pattern RATE = Pattern.compile("rate\\((.*)\\[\\d+m\\]\\)");
    private static final Pattern SELECTED = Pattern.compile("(glyphstream_[a-z_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    /** What Prometheus adds to all that it scrapes. */
    private static final String JOB = "job";

    AlertExpression {
        assertThat(text).matches(WHOLE);
    }

    /** Returns for which labels the condition holds, in the second of two pages. */
    Set<Map<String, String>> firing(Exposed before, Exposed after) {
        var whole = WHOLE.matcher(text);
        assertThat(whole.matches()).isTrue();
        var left = operand(whole.group(1), before, after);
        if (whole.group(2) != null) {
            left = quotient(left, operand(whole.group(2), before, after));
        }
        var holds = comparison(whole.group(3), Double.parseDouble(whole.group(4)));
        return left.entrySet().stream()
                .filter(entry -> holds.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns each metric that it names with the labels that it names of it. */
    Map<String, Set<String>> names() {
        var names = new TreeMap<String, Set<String>>();
        Pattern.compile(OPERAND).matcher(text).results().map(MatchResult::group).forEach(operand -> {
            var labels = new TreeSet<String>();
            var summed = SUMMED.matcher(operand);
            if (summed.matches()) {
                labels.addAll(Set.of(summed.group(1).split(", ")));
                labels.remove(JOB);
            }
            var selected = SELECTED.matcher(operand);
            if (selected.find()) {
                MATCHER.matcher(operand).results().forEach(matcher -> labels.add(matcher.group(1)));
                names.computeIfAbsent(selected.group(1), name -> new HashSet<>())
                        .addAll(labels);
            }
        });
        return names;
    }

    private static DoublePredicate comparison(String operator, double limit) {
        return switch (operator) {
            case "<" -> value -> value < limit;
            case ">" -> value -> value > limit;
            default -> value -> value == limit;
        };
    }

    private static Map<Map<String, String>, Double> operand(String operand, Exposed before, Exposed after) {
        var summed = SUMMED.matcher(operand);
        if (!summed.matches()) {
            return vector(operand, before, after);
        }
        var by = Set.of(summed.group(1).split(", "));
        var sums = new HashMap<Map<String, String>, Double>();
        vector(summed.group(2), before, after).forEach((labels, value) -> {
            var kept = new TreeMap<>(labels);
            kept.keySet().retainAll(by);
            sums.merge(kept, value, Double::sum);
        });
        return sums;
    }

    /** Rates are per scrape and not per second: a factor that quotients do not have, and comparisons with zero do not see. */
    private static Map<Map<String, String>, Double> vector(String vector, Exposed before, Exposed after) {
        var rate = RATE.matcher(vector);
        if (!rate.matches()) {
            return selected(vector, after);
        }
        var earlier = selected(rate.group(1), before);
        var rates = new HashMap<Map<String, String>, Double>();
        selected(rate.group(1), after).forEach((labels, value) -> {
            if (earlier.containsKey(labels)) {
                rates.put(labels, value - earlier.get(labels));
            }
        });
        return rates;
    }

    private static Map<Map<String, String>, Double> selected(String selector, Exposed page) {
        var selected = SELECTED.matcher(selector);
        assertThat(selected.matches()).as(selector).isTrue();
        var wanted = Stream.ofNullable(selected.group(2))
                .flatMap(matchers -> MATCHER.matcher(matchers).results())
                .collect(Collectors.toMap(matcher -> matcher.group(1), matcher -> matcher.group(2)));
        var found = new HashMap<Map<String, String>, Double>();
        for (var sample : page.samples(selected.group(1), wanted)) {
            var labels = new TreeMap<>(sample.labels());
            labels.put(JOB, "glyphstream");
            found.put(labels, sample.value());
        }
        return found;
    }

    private static Map<Map<String, String>, Double> quotient(
            Map<Map<String, String>, Double> dividends, Map<Map<String, String>, Double> divisors) {
        var quotients = new HashMap<Map<String, String>, Double>();
        dividends.forEach((labels, dividend) -> {
            var divisor = divisors.get(labels);
            if (divisor != null) {
                quotients.put(labels, dividend / divisor);
            }
        });
        return quotients;
    }
}
