package io.glyphstream.console;

import io.glyphstream.console.pages.DeadLettersApi;
import io.glyphstream.console.pages.ProofApi;
import io.glyphstream.console.pages.SessionApi;
import io.glyphstream.console.web.Access;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.console.web.Token;
import io.glyphstream.console.web.WebServer;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The console of one pipeline, while it runs. */
public final class Console implements AutoCloseable {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final WebServer server;
    private final ConsoleSettings settings;

    private final Runnable closeReaders;

    private Console(WebServer server, ConsoleSettings settings, Runnable closeReaders) {
        this.server = server;
        this.closeReaders = closeReaders;
        this.settings = settings;
    }

    /** Starts a console; returns when it listens. */
    public static Console start(KafkaCluster cluster, Topics topics, Clock clock, ConsoleSettings settings) {
        var access = new Access(names(settings), settings.token());
        var streams = new EventStreams();
        try (var opened = new PartlyOpened()) {
            var deadLetters = opened.add(DeadLettersApi.start(cluster, topics, clock, streams), DeadLettersApi::close);
            var proof = opened.add(new ProofApi(cluster, topics, clock, settings, streams), ProofApi::close);
            List<PageApi> pages = List.of(new SessionApi(settings, topics, access), deadLetters, proof);
            var server = WebServer.start(settings.host(), settings.port(), access, streams, pages);
            opened.complete();
            return new Console(server, settings, () -> {
                deadLetters.close();
                proof.close();
            });
        }
    }

    private static Set<String> names(ConsoleSettings settings) {
        var names = new HashSet<>(LOOPBACK);
        settings.names().forEach(name -> names.add(asAsked(name.toLowerCase(Locale.ROOT))));
        return names;
    }

    /** Browsers put an address of IPv6 into brackets. */
    private static String asAsked(String name) {
        return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    }

    /** Returns the address that shows the console. */
    public String address() {
        return server.address() + "/";
    }

    /**
     * Returns the address for the one who may write. Browsers keep what follows the # to themselves, so the token is in no request
     * and in no log.
     */
    public String link() {
        return settings.token()
                .map(Token::text)
                .map(token -> address() + "#token=" + token)
                .orElseGet(this::address);
    }

    @Override
    public void close() {
        server.close();
        closeReaders.run();
    }
}
