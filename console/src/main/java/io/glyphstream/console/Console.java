package io.glyphstream.console;

import io.glyphstream.console.pages.AnswersApi;
import io.glyphstream.console.pages.ConfusionApi;
import io.glyphstream.console.pages.DeadLettersApi;
import io.glyphstream.console.pages.DrawApi;
import io.glyphstream.console.pages.LiveApi;
import io.glyphstream.console.pages.ModelPages;
import io.glyphstream.console.pages.ProofApi;
import io.glyphstream.console.pages.SessionApi;
import io.glyphstream.console.stream.AccuracyFeed;
import io.glyphstream.console.stream.AnswerFeed;
import io.glyphstream.console.stream.AnswerWindow;
import io.glyphstream.console.stream.ConfusionReports;
import io.glyphstream.console.stream.FleetWatch;
import io.glyphstream.console.stream.ImageFinder;
import io.glyphstream.console.stream.KnownVersions;
import io.glyphstream.console.stream.LiveFigures;
import io.glyphstream.console.stream.LiveWatch;
import io.glyphstream.console.stream.LoadedModels;
import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.console.stream.TopicWatch;
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
        this.closeReaders = closeReaders;
        this.server = server;
        this.settings = settings;
    }

    /** Starts a console; returns when it listens. */
    public static Console start(KafkaCluster cluster, Topics topics, Clock clock, ConsoleSettings settings) {
        var access = new Access(names(settings), settings.token());
        var streams = new EventStreams();
        try (var opened = new PartlyOpened()) {
            var published = opened.add(ModelTopics.of(cluster, topics, clock), ModelTopics::close);
            var versions = new KnownVersions(published.catalog());
            var models = opened.add(new LoadedModels(cluster, topics), LoadedModels::close);
            var watch = opened.add(TopicWatch.start(cluster, topics), TopicWatch::close);
            var reports = new ConfusionReports(topics);
            var accuracy = opened.add(AccuracyFeed.start(cluster, topics, watch, reports), AccuracyFeed::close);
            var figures = new LiveFigures(clock.instant());
            var live = opened.add(LiveWatch.start(cluster, topics, watch, clock, figures), LiveWatch::close);
            var fleet = opened.add(FleetWatch.start(cluster, topics, clock), FleetWatch::close);
            var window = new AnswerWindow();
            var feed =
                    opened.add(AnswerFeed.start(cluster, topics, watch, List.of(figures, window)), AnswerFeed::close);
            var images = opened.add(new ImageFinder(cluster, topics, watch), ImageFinder::close);
            var known = new AnswersApi.Known(window, images, versions, models);
            var decided = new ModelPages.Known(published, images, reports);
            List<PageApi> pages = List.of(
                    new SessionApi(settings, topics, access),
                    new LiveApi(figures, feed, live, fleet, streams),
                    opened.add(new AnswersApi(cluster, topics, known, streams), AnswersApi::close),
                    new ConfusionApi(reports, accuracy, versions, streams),
                    opened.add(
                            new DrawApi(cluster, topics, clock, new DrawApi.Known(published, versions, models)),
                            DrawApi::close),
                    opened.add(new ModelPages(cluster, topics, clock, settings, decided, streams), ModelPages::close),
                    opened.add(DeadLettersApi.start(cluster, topics, watch, published, streams), DeadLettersApi::close),
                    opened.add(new ProofApi(cluster, topics, clock, settings, streams), ProofApi::close));
            var server = WebServer.start(settings.host(), settings.port(), access, streams, pages);
            return new Console(server, settings, opened.handOver());
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
