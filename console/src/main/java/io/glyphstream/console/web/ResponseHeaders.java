package io.glyphstream.console.web;

import io.javalin.http.Context;

/** The headers that tell a browser what a page of the console may do: load from the console, and nothing else. */
final class ResponseHeaders {

    private final String policy;

    /**
     * Makes the headers.
     *
     * @param importMap what names the only script that stands in the page itself
     */
    ResponseHeaders(String importMap) {
        policy = "default-src 'none'; script-src 'self' " + importMap
                + "; style-src 'self'; img-src 'self' blob: data:; "
                + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }

    void addTo(Context context) {
        context.header("Content-Security-Policy", policy);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-cache");
    }
}
