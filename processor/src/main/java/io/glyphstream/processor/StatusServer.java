package io.glyphstream.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glyphstream.schemas.ControlCharacters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Tells over HTTP how a processor is: to people, to a container's health check, to Prometheus. */
final class StatusServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final String host;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, StatusServer::daemon);

    private StatusServer(HttpServer server, String host) {
        this.server = server;
        this.host = host;
        server.setExecutor(threads);
    }

    /** What one page says. */
    record Page(int code, String type, String body) {
        static Page text(int code, String body) {
            return new Page(code, TEXT, ControlCharacters.escape(body) + "\n");
        }
    }

    /**
     * Returns a server that listens, and has no pages yet.
     *
     * @throws UncheckedIOException when the address is not this machine's or the port is taken
     */
    static StatusServer listen(HttpAddress address) {
        try {
            // Resolved here, where it may fail; the server's own exception for it is an unchecked one without a
            // message.
            var host = InetAddress.getByName(address.host());
            var server = HttpServer.create(new InetSocketAddress(host, address.port()), 0);
            var status = new StatusServer(server, address.host());
            server.start();
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on %s:%d: %s".formatted(address.host(), address.port(), e.getMessage()), e);
        }
    }

    /** Adds a page, made anew for each request. */
    void page(String path, Supplier<Page> page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer(exchange, path, page);
            }
        });
    }

    URI address() {
        return URI.create("http://" + host + ":" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String path, Supplier<Page> pages) throws IOException {
        var page = exchange.getRequestURI().getPath().equals(path) ? pages.get() : Page.text(404, "no such page");
        var body = page.body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(page.code, -1);
            return;
        }
        exchange.sendResponseHeaders(page.code, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "processor-status");
        thread.setDaemon(true);
        return thread;
    }
}
