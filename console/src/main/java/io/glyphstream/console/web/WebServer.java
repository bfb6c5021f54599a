package io.glyphstream.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.operations.JsonView;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console: its pages, what they load, and what they ask for. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final int THREADS = 64;
    private static final int LEAST_THREADS = 8;
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final long LARGEST_REQUEST = 8 << 20;

    /** So much of a request that is refused is read, and thrown away. */
    private static final long LARGEST_PASSED_OVER = 64 << 20;

    private final Javalin server;
    private final EventStreams streams;
    private final String host;

    private WebServer(Javalin server, EventStreams streams, String host) {
        this.server = server;
        this.streams = streams;
        this.host = host;
    }

    /**
     * Returns a server that listens.
     *
     * @param port 0 takes any free port
     * @throws UncheckedIOException when the address is not this machine's or the port is taken
     */
    public static WebServer start(String host, int port, Access access, EventStreams streams, List<PageApi> pages) {
        var assets = Assets.load();
        var server = Javalin.create(config -> {
            settings(config, host, port);
            var routes = config.routes;
            var headers = new ResponseHeaders(assets.importMapHash());
            routes.before(headers::addTo);
            routes.before(context -> refuse(context, access));
            routes.get("/assets/*", context -> asset(context, assets));
            pages.forEach(page -> page.addTo(routes));
            routes.get("/api/*", context -> {
                throw new ApiException(404, "there is no " + context.path(), "");
            });
            // Each address of a page shows the same document; its script reads the address.
            routes.get("/*", context -> context.html(assets.page()));
            routes.exception(
                    ApiException.class,
                    (failure, context) ->
                            failed(context, failure.code(), String.valueOf(failure.getMessage()), failure.advice()));
            routes.exception(
                    IllegalArgumentException.class,
                    (mistake, context) -> failed(context, 400, String.valueOf(mistake.getMessage()), ""));
            routes.exception(
                    JsonProcessingException.class,
                    (mistake, context) -> failed(context, 400, "what was sent is not the JSON that is wanted", ""));
            routes.exception(
                    HttpResponseException.class,
                    (failure, context) ->
                            failed(context, failure.getStatus(), String.valueOf(failure.getMessage()), ""));
            // Of a Java error there is the status alone.
            routes.error(500, WebServer::tellFailure);
            routes.exception(Exception.class, (failure, context) -> {
                LOG.warn("{} {} failed", context.method(), context.path(), failure);
                failed(context, 500, String.valueOf(failure.getMessage()), "");
            });
        });
        try {
            return new WebServer(server.start(), streams, host);
        } catch (JavalinException taken) {
            throw new UncheckedIOException(new IOException(taken.getMessage(), taken));
        }
    }

    /** Returns the port on which it listens. */
    public int port() {
        return server.port();
    }

    /** Returns its address, without a path. */
    public String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public void close() {
        streams.close();
        server.stop();
    }

    private static void settings(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.host = host;
        config.jetty.port = port;
        var threads = new QueuedThreadPool(THREADS, LEAST_THREADS);
        threads.setName("console-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.generateEtags = true;
        config.router.javaLangErrorHandler((response, error) -> {
            LOG.error("a request failed", error);
            response.setStatus(500);
            response.setContentType("application/json");
        });
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
    }

    private static void refuse(Context context, Access access) {
        // Javalin takes this header for the method; what is decided here must be what is done.
        if (context.header(METHOD_OVERRIDE) != null) {
            throw new ApiException(400, METHOD_OVERRIDE + " is not understood here", "Send the method itself.");
        }
        access.refusal(new Access.Asked(
                        context.req().getMethod(),
                        context.header("Host"),
                        context.header("Origin"),
                        context.header("Sec-Fetch-Site"),
                        context.header("Authorization"),
                        context.header("Content-Type")))
                .ifPresent(refusal -> {
                    throw new ApiException(refusal.code(), refusal.reason(), refusal.advice());
                });
    }

    private static void asset(Context context, Assets assets) {
        var asset = assets.find(context.path())
                .orElseThrow(() -> new ApiException(404, "there is no " + context.path(), "Load the page again."));
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.contentType(asset.type()).result(asset.bytes());
    }

    /** Who sends still does not hear the answer before the end: a connection that is closed meanwhile loses it. */
    private static void passOver(Context context) {
        try {
            var rest = context.req().getInputStream();
            var passed = new byte[16 << 10];
            long left = LARGEST_PASSED_OVER;
            for (int read = 0; read >= 0 && left > 0; read = rest.read(passed)) {
                left -= read;
            }
        } catch (IOException gone) {
            LOG.debug("{} {} was not sent to its end", context.method(), context.path(), gone);
        }
    }

    private static void tellFailure(Context context) {
        if (context.result() == null || context.result().isEmpty()) {
            failed(context, 500, "the console failed; its log says why", "");
        }
    }

    private static void failed(Context context, int code, String what, String advice) {
        passOver(context);
        context.status(code).json(JsonView.object("error", what, "advice", advice));
    }
}
