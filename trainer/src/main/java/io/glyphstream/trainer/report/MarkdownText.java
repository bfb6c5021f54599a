package io.glyphstream.trainer.report;

import io.glyphstream.schemas.ControlCharacters;

/** Other people's texts in a page of Markdown, where they are text and nothing else. */
final class MarkdownText {

    /** What begins something in Markdown or in the HTML that it may hold. */
    private static final String MARKS = "\\`*_{}[]<>()#!|&~$:@";

    private MarkdownText() {}

    /** Returns the text such that a page shows it as it is; control characters are shown as in a terminal. */
    static String of(String text) {
        var shown = new StringBuilder(text.length() + 8);
        ControlCharacters.escape(text).chars().forEach(unit -> {
            if (MARKS.indexOf(unit) >= 0) {
                shown.append('\\');
            }
            shown.append((char) unit);
        });
        return shown.toString();
    }
}
