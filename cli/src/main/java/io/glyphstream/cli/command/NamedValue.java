package io.glyphstream.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code NAME=VALUE} of an option that may be given more than once.
 *
 * <p>The value is taken as it was typed: quotes and backslashes have no meaning here. It may be a password, so no message
 * repeats it.
 */
public record NamedValue(String name, String value) {

    /** Returns the values by name; the last one of a name counts. */
    public static Map<String, String> byName(List<NamedValue> all) {
        var values = new LinkedHashMap<String, String>();
        all.forEach(each -> values.put(each.name, each.value));
        return values;
    }

    /** Returns the name alone: the value may be a password. */
    @Override
    public String toString() {
        return name + "=...";
    }

    /** Reads what was typed. */
    public static final class Converter implements ITypeConverter<NamedValue> {

        @Override
        public NamedValue convert(String typed) {
            int end = typed.indexOf('=');
            if (end < 1) {
                throw new TypeConversionException(
                        "it must be a name, an equals sign and a value (the text is not repeated, as it may be a password)");
            }
            return new NamedValue(typed.substring(0, end).strip(), typed.substring(end + 1));
        }
    }
}
