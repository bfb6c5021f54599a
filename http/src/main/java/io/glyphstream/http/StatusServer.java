package io.glyphstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glyphstream.schemas.ControlCharacters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Serves the status of a service over HTTP: for people, for a container's health check, for Prometheus. */
public final class StatusServer implements AutoCloseable {
    /** The JDK's server holds a thread from a request's first byte to the last of its answer. */
    private static final int THREADS = 64;

    private static final int LONGEST_SECONDS = 5;
    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER_BYTES = 16 << 10;

    /** Less fits into one packet anyway. */
    private static final int WORTH_ZIPPING = 1 << 10;

    private static final String TEXT = "text/plain; charset=utf-8";

    static {
        // The JDK's server reads these once, when the first of its kind is made; by default nothing is limited.
        limit("sun.net.httpserver.maxReqTime", LONGEST_SECONDS);
        limit("sun.net.httpserver.maxRspTime", LONGEST_SECONDS);
        limit("sun.net.httpserver.maxReqHeaders", MAX_HEADERS);
        limit("sun.net.httpserver.maxReqHeaderSize", MAX_HEADER_BYTES);
    }

    private final HttpServer server;
    private final String host;
    private final boolean listensOnLoopback;
    private final ThreadPoolExecutor threads;

    private StatusServer(HttpServer server, String host, String service) {
        this.server = server;
        this.host = host;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                LONGEST_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, service + "-status"));
        listensOnLoopback = server.getAddress().getAddress().isLoopbackAddress();
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
    }

    /** What one page says. */
    public record Page(int code, String type, String body) {
        /** Returns a page of one line. */
        public static Page text(int code, String body) {
            return new Page(code, TEXT, ControlCharacters.escape(body) + "\n");
        }

        /** Returns a page of JSON; a terminal shows it as it is, and in JSON an escaped text is the same text. */
        public static Page json(String body) {
            var lines = body.lines().map(ControlCharacters::escape);
            return new Page(200, "application/json", lines.collect(Collectors.joining("\n", "", "\n")));
        }
    }

    /**
     * Returns a server that listens, and has no pages yet.
     *
     * @param service what its threads are named after, such as {@code processor}
     * @throws UncheckedIOException when the address is not this machine's or all its ports are taken
     */
    public static StatusServer listen(HttpAddress address, String service) {
        try {
            // Resolved here, where it may fail; the server's own exception for it is an unchecked one without a
            // message.
            var host = InetAddress.getByName(address.host());
            var server = firstFree(host, address);
            var status = new StatusServer(server, address.host(), service);
            server.start();
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on %s:%d: %s".formatted(address.host(), address.port(), e.getMessage()), e);
        }
    }

    private static HttpServer firstFree(InetAddress host, HttpAddress address) throws IOException {
        var last = address.port() + address.ports() - 1;
        for (var port = address.port(); port < last; port++) {
            try {
                return HttpServer.create(new InetSocketAddress(host, port), 0);
            } catch (BindException taken) {
                // Another service's, most likely.
            }
        }
        return HttpServer.create(new InetSocketAddress(host, last), 0);
    }

    /** Adds a page, rendered for each request. */
    public void page(String path, Supplier<Page> page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer(exchange, path, page);
            }
        });
    }

    public URI address() {
        return URI.create("http://" + host + ":" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, String path, Supplier<Page> pages) throws IOException {
        var method = exchange.getRequestMethod();
        var isRead = method.equals("GET") || method.equals("HEAD");
        if (!isRead) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        }
        send(exchange, isRead ? read(exchange, path, pages) : Page.text(405, "only GET and HEAD are answered here"));
    }

    private Page read(HttpExchange exchange, String path, Supplier<Page> pages) {
        if (!isForThisHost(exchange.getRequestHeaders().getFirst("Host"))) {
            return Page.text(
                    421, "this server is asked for under another name: use " + host + ", localhost or an IP address");
        }
        return exchange.getRequestURI().getPath().equals(path) ? pages.get() : Page.text(404, "no such page");
    }

    /**
     * Returns whether a request names this machine in a way that no web page can make up: a page of another site can have
     * its own name lead here, and would read what is told here with the browser of somebody who can reach it.
     */
    private boolean isForThisHost(@Nullable String named) {
        if (!listensOnLoopback || named == null) {
            return true;
        }
        var name = named.replaceFirst(":\\d*$", "");
        return name.equalsIgnoreCase(host) || name.equalsIgnoreCase("localhost") || isAddress(name);
    }

    private static boolean isAddress(String name) {
        return name.startsWith("[") || name.matches("\\d+(\\.\\d+){3}");
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        var body = page.body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type);
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        if (body.length >= WORTH_ZIPPING
                && takesGzip(exchange.getRequestHeaders().get("Accept-Encoding"))) {
            body = zipped(body);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(page.code, -1);
            return;
        }
        exchange.sendResponseHeaders(page.code, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Returns whether one of these headers names gzip, and does not refuse it with a weight of zero. */
    private static boolean takesGzip(@Nullable List<String> accepted) {
        return accepted != null
                && accepted.stream()
                        .flatMap(header -> Stream.of(header.split(",")))
                        .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                        .anyMatch(coding -> coding.equals("gzip")
                                || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
    }

    private static byte[] zipped(byte[] body) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(body);
        }
        return zipped.toByteArray();
    }

    private static void limit(String property, int most) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(most));
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
