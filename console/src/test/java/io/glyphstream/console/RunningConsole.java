package io.glyphstream.console;

import static java.util.Objects.requireNonNull;

/**
 * A console that somebody else has started.
 *
 * @param origin {@code http://127.0.0.1:8080}
 * @param token what its link has behind the {@code #}
 * @param bootstrapServers where its broker is
 */
record RunningConsole(String origin, String token, String bootstrapServers) {

    /** Returns that of the properties {@code console.link}, as the console prints it, and {@code console.broker}. */
    static RunningConsole ofProperties() {
        var link = required("console.link");
        int fragment = link.indexOf('#');
        if (fragment < 0) {
            throw new IllegalArgumentException("console.link must be the link with its token but was '" + link + "'");
        }
        return new RunningConsole(
                link.substring(0, fragment).replaceFirst("/$", ""),
                link.substring(fragment),
                required("console.broker"));
    }

    /** Returns the address of a page, for somebody who may only look. */
    String address(String page) {
        return origin + page;
    }

    /** Returns the address of a page, for the one who may write. */
    String link(String page) {
        return origin + page + token;
    }

    private static String required(String property) {
        return requireNonNull(System.getProperty(property), () -> "give the property -D" + property + "=...");
    }
}
