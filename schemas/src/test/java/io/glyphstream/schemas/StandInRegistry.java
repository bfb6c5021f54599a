package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.Schema;

/** The two calls of a schema registry, with ids from 101. */
final class StandInRegistry implements AutoCloseable {
    private static final int FIRST_ID = 101;
    private static final ObjectMapper JSON = new ObjectMapper();

    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> authorization = new ConcurrentLinkedQueue<>();
    final List<Schema> schemas = new ArrayList<>();
    volatile Handler answer = this::serve;
    private final HttpServer server;

    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    StandInRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            var credentials = exchange.getRequestHeaders().getFirst("Authorization");
            if (credentials != null) {
                authorization.add(credentials);
            }
            answer.handle(exchange);
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void serve(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            var body = JSON.readTree(exchange.getRequestBody());
            var schema = new Schema.Parser().parse(body.get("schema").asText());
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            send(exchange, 200, "{\"id\": " + (FIRST_ID + schemas.indexOf(schema)) + "}");
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var index = Long.parseLong(path.substring(path.lastIndexOf('/') + 1)) - FIRST_ID;
        if (index < 0 || index >= schemas.size()) {
            send(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
            return;
        }
        var found = new HashMap<String, String>();
        found.put("schema", schemas.get((int) index).toString());
        send(exchange, 200, JSON.writeValueAsString(found));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
