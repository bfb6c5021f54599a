package io.glyphstream.console;

import io.glyphstream.console.pages.LiveApi;
import io.glyphstream.console.pages.SessionApi;
import io.glyphstream.console.stream.AnswerFeed;
import io.glyphstream.console.stream.FleetWatch;
import io.glyphstream.console.stream.LiveFigures;
import io.glyphstream.console.stream.LiveWatch;
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
        this.settings = settings;
        this.closeReaders = closeReaders;
    }

    /** Starts a console; returns when it listens. */
    public static Console start(KafkaCluster cluster, Topics topics, Clock clock, ConsoleSettings settings) {
        var access = new Access(names(settings), settings.token());
        var streams = new EventStreams();
        try (var opened = new PartlyOpened()) {
            var figures = new LiveFigures(clock.instant());
            var answers = opened.add(AnswerFeed.start(cluster, topics, List.of(figures)), AnswerFeed::close);
            var live = opened.add(LiveWatch.start(cluster, topics, clock, figures), LiveWatch::close);
            var fleet = opened.add(FleetWatch.start(cluster, topics, clock), FleetWatch::close);
            List<PageApi> pages = List.of(
                    new SessionApi(settings, topics, access), new LiveApi(figures, answers, live, fleet, streams));
            var server = WebServer.start(settings.host(), settings.port(), access, streams, pages);
            opened.complete();
            return new Console(server, settings, () -> {
                answers.close();
                live.close();
                fleet.close();
            });
        }
    }

    private static Set<String> names(ConsoleSettings settings) {
        var names = new HashSet<>(LOOPBACK);
        settings.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
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
