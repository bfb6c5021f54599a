package io.glyphstream.console.web;

import io.javalin.router.JavalinDefaultRoutingApi;

/** The requests of one page, under {@code /api/}. A request that writes has another method than GET. */
@FunctionalInterface
public interface PageApi {

    /** Adds the requests to the server. */
    void addTo(JavalinDefaultRoutingApi routes);
}
