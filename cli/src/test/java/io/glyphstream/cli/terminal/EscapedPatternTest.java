package io.glyphstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Log lines on standard error and in files, by the patterns of the configurations themselves. */
final class EscapedPatternTest {

    private static final Pattern LAYOUT = Pattern.compile("PatternLayout pattern=\"([^\"]+)\"");

    @ParameterizedTest
    @MethodSource("patterns")
    void aLogLineObeysNobody(String pattern) {
        String line = format(pattern, "bad id \u001b]0;owned\u0007x\n12:00:00 INFO  verified", null);

        assertThat(line).contains("\\u001b]0;owned\\u0007x").doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
        assertThat(line.lines().skip(1)).allMatch(more -> more.startsWith("    "));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void anExceptionsTextObeysNobody(String pattern) {
        String line = format(pattern, "failed", new IllegalStateException("\u001b]0;owned\u0007x\nverified"));

        assertThat(line).contains("\\u001b]0;owned\\u0007x").doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
        assertThat(line.lines().skip(1)).allMatch(more -> more.startsWith("    "));
    }

    @Test
    void stackTracesKeepTheirLines() {
        String line = format("%escaped{%msg%n%throwable}{lines}%n", "failed", new IllegalStateException("why"));

        assertThat(line.lines().toList())
                .startsWith("failed", "    java.lang.IllegalStateException: why")
                .hasSizeGreaterThan(3);
    }

    static List<String> patterns() throws IOException {
        var patterns = new ArrayList<String>();
        for (String name : List.of("/log4j2.xml", "/log4j2-command.xml")) {
            try (var file = EscapedPatternTest.class.getResourceAsStream(name)) {
                var layouts = LAYOUT.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
                while (layouts.find()) {
                    patterns.add(layouts.group(1));
                }
            }
        }
        assertThat(patterns).hasSize(3);
        return patterns;
    }

    private static String format(String pattern, String message, @org.jspecify.annotations.Nullable Throwable thrown) {
        var layout = PatternLayout.newBuilder()
                .withConfiguration(new DefaultConfiguration())
                .withPattern(pattern)
                .withAlwaysWriteExceptions(false)
                .build();
        return layout.toSerializable(Log4jLogEvent.newBuilder()
                        .setLoggerName("io.glyphstream.Test")
                        .setLevel(Level.WARN)
                        .setMessage(new SimpleMessage(message))
                        .setThrown(thrown)
                        .build())
                .replace(System.lineSeparator(), "\n");
    }
}
