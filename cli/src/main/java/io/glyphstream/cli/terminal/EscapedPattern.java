package io.glyphstream.cli.terminal;

import io.glyphstream.schemas.ControlCharacters;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.core.pattern.PatternFormatter;

/**
 * {@code %escaped{PATTERN}} in a pattern of Log4j: what the pattern gives in one line, with control characters escaped.
 * {@code %escaped{PATTERN}{lines}} keeps line breaks, as stack traces need them, and indents all lines but the first, so that
 * none looks like another event.
 */
@Plugin(name = "escaped", category = PatternConverter.CATEGORY)
@ConverterKeys("escaped")
public final class EscapedPattern extends LogEventPatternConverter {

    private static final String INDENTATION = "    ";

    private final List<PatternFormatter> pattern;
    private final UnaryOperator<String> escaping;

    private EscapedPattern(List<PatternFormatter> pattern, UnaryOperator<String> escaping) {
        super("escaped", "escaped");
        this.pattern = pattern;
        this.escaping = escaping;
    }

    /** Called by Log4j with what stands between each pair of braces. */
    public static EscapedPattern newInstance(Configuration configuration, String[] options) {
        boolean keepsLines = options.length > 1 && options[1].equals("lines");
        return new EscapedPattern(
                PatternLayout.createPatternParser(configuration).parse(options[0]),
                keepsLines ? EscapedPattern::lines : ControlCharacters::escape);
    }

    @Override
    public void format(LogEvent event, StringBuilder line) {
        var text = new StringBuilder();
        pattern.forEach(part -> part.format(event, text));
        line.append(escaping.apply(text.toString()));
    }

    /** Stack traces are printed where the pattern says so. */
    @Override
    public boolean handlesThrowable() {
        return pattern.stream().anyMatch(PatternFormatter::handlesThrowable);
    }

    private static String lines(String text) {
        return text.replace("\t", INDENTATION)
                .lines()
                .map(ControlCharacters::escape)
                .collect(Collectors.joining(System.lineSeparator() + INDENTATION));
    }
}
