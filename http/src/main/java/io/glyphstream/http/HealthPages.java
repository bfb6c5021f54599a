package io.glyphstream.http;

import io.glyphstream.http.StatusServer.Page;
import java.util.function.Supplier;

/** The pages that every service has: {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class HealthPages {
    private HealthPages() {}

    public static void add(StatusServer server, Supplier<Health> health, Exposition metrics) {
        server.page("/livez", () -> alive(health.get()));
        server.page("/readyz", () -> ready(health.get()));
        server.page("/metrics", () -> new Page(200, Exposition.CONTENT_TYPE, metrics.text()));
    }

    private static Page alive(Health health) {
        return health.isAlive() ? Page.text(200, "alive") : Page.text(503, health.text());
    }

    private static Page ready(Health health) {
        return Page.text(health.isReady() ? 200 : 503, health.text());
    }
}
