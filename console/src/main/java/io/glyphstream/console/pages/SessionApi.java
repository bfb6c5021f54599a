package io.glyphstream.console.pages;

import io.glyphstream.console.ConsoleSettings;
import io.glyphstream.console.web.Access;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.router.JavalinDefaultRoutingApi;

/** What a browser asks first: which pipeline this is, and whether it may change anything. */
public final class SessionApi implements PageApi {

    private final ConsoleSettings settings;
    private final Topics topics;
    private final Access access;

    /** Answers for a console with these settings. */
    public SessionApi(ConsoleSettings settings, Topics topics, Access access) {
        this.settings = settings;
        this.topics = topics;
        this.access = access;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(
                "/api/session",
                context -> context.json(JsonView.object(
                        "prefix", topics.prefix(),
                        "servers", settings.namedServers().orElse(null),
                        "applicationId", settings.applicationId(),
                        "actor", settings.actor(),
                        "readOnly", access.isReadOnly(),
                        "mayWrite", access.mayWrite(context.header("Authorization")))));
    }
}
