package io.glyphstream.datasets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of files as they are stored, whatever the locale.
 *
 * <p>In a POSIX locale Java reads and writes files of any name, but puts a question mark or a replacement character for each letter that is
 * not ASCII: two names may look alike. The bytes themselves are in the path's URI.
 */
public final class PathNames {

    private static final char REPLACEMENT = '\ufffd';

    private PathNames() {}

    /** Returns the name of a file or folder, without those that it lies in; the path itself where it has none, such as a root. */
    public static String last(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : one(name);
    }

    /** Returns a path with slashes between its names. */
    public static String of(Path path) {
        var names = new ArrayList<String>();
        path.forEach(name -> names.add(one(name)));
        return (path.isAbsolute() ? "/" : "") + String.join("/", names);
    }

    private static String one(Path name) {
        String shown = name.toString();
        if (shown.indexOf('?') < 0 && shown.indexOf(REPLACEMENT) < 0) {
            return shown;
        }
        List<String> parts = List.of(name.toUri().getRawPath().split("/"));
        return parts.isEmpty() ? shown : decoded(parts.get(parts.size() - 1));
    }

    /** Returns what percent signs stand for when that is UTF-8, and the percent signs otherwise: different names stay different. */
    private static String decoded(String escaped) {
        ByteBuffer bytes = ByteBuffer.allocate(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.put((byte) HexFormat.fromHexDigits(escaped, i + 1, i + 3));
                i += 2;
            } else {
                bytes.put((byte) escaped.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            return escaped;
        }
    }
}
