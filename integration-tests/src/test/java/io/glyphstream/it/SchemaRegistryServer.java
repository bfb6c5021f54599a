package io.glyphstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glyphstream.broker.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The two calls of a schema registry that are used, with ids that no fixed table has. */
final class SchemaRegistryServer implements AutoCloseable {
    static final int FIRST_ID = 70_001;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> schemas = new CopyOnWriteArrayList<>();
    private final int port = FreePorts.choose(0, 1)[0];
    private HttpServer server;

    SchemaRegistryServer() throws IOException {
        server = listen();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Goes away; nobody listens at its address then. */
    void stop() {
        server.stop(0);
    }

    /** Comes back at the same address, with all that it knew. */
    void startAgain() throws IOException {
        server = listen();
    }

    /** Gives a schema an id, though nobody asked. */
    int add(String schema) {
        schemas.add(schema);
        return FIRST_ID + schemas.indexOf(schema);
    }

    private HttpServer listen() throws IOException {
        var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.createContext("/subjects/", this::register);
        listening.createContext("/schemas/ids/", this::lookUp);
        listening.start();
        return listening;
    }

    private void register(HttpExchange exchange) throws IOException {
        var schema = JSON.readTree(exchange.getRequestBody()).get("schema").asText();
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        send(exchange, 200, JSON.createObjectNode().put("id", FIRST_ID + schemas.indexOf(schema)));
    }

    private void lookUp(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var index = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)) - FIRST_ID;
        if (index < 0 || index >= schemas.size()) {
            send(exchange, 404, JSON.createObjectNode().put("message", "Schema not found"));
            return;
        }
        send(exchange, 200, JSON.createObjectNode().put("schema", schemas.get(index)));
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        try (exchange) {
            var bytes = body.toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
