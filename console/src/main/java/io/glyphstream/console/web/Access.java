package io.glyphstream.console.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may be served.
 *
 * <p>Everybody who reaches the console may read. Writing needs the token, and a page of the console itself:
 * a page of another site can send requests with the browser of somebody who has the console open, and can have its own host name
 * lead to this machine (DNS rebinding).
 */
public final class Access {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** What a page of another site can send without asking the console first, by the Fetch standard. */
    private static final Set<String> SENT_BY_ANYBODY =
            Set.of("", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded");

    private final Set<String> hosts;
    private final Optional<Token> token;

    /**
     * Makes the rules of a console.
     *
     * @param hosts the names under which it may be asked, without ports, in lower case, an address of IPv6 in brackets
     * @param token which allows changes; empty if nobody may make any
     */
    public Access(Set<String> hosts, Optional<Token> token) {
        this.hosts = Set.copyOf(hosts);
        this.token = token;
    }

    /** What the rules look at. Headers are null where there is none. */
    public record Asked(
            String method,
            @Nullable String host,
            @Nullable String origin,
            @Nullable String fetchSite,
            @Nullable String authorization,
            @Nullable String contentType) {}

    /** Why a request is not served. */
    public record Refusal(int code, String reason, String advice) {}

    /** Returns why a request is not served; empty if it is. */
    public Optional<Refusal> refusal(Asked asked) {
        if (!isOurHost(asked.host())) {
            return Optional.of(new Refusal(
                    421,
                    "this console is asked for under another name",
                    "Open the address that glyphstream console printed, or name the host with --allowed-host."));
        }
        if (READING.contains(asked.method())) {
            return Optional.empty();
        }
        if (!WRITING.contains(asked.method())) {
            return Optional.of(new Refusal(405, "there is no such method here", ""));
        }
        if (!isFromOurPage(asked)) {
            return Optional.of(new Refusal(
                    403, "a page of another site may not change anything here", "Use the console's own pages."));
        }
        if (token.isEmpty()) {
            return Optional.of(new Refusal(
                    403, "this console only shows: it was started with --read-only", "Start it without --read-only."));
        }
        if (!mayWrite(asked.authorization())) {
            return Optional.of(new Refusal(
                    401,
                    "only who has the console's token may change anything",
                    "Open the link that glyphstream console printed when it started: it has the token."));
        }
        if (SENT_BY_ANYBODY.contains(mediaType(asked.contentType()))) {
            return Optional.of(new Refusal(
                    415, "what is sent must say what it is", "Send it with Content-Type: application/json."));
        }
        return Optional.empty();
    }

    /** Returns whether an Authorization header allows to write. */
    public boolean mayWrite(@Nullable String authorization) {
        return token.isPresent() && token.get().isShownBy(authorization);
    }

    /** Returns whether nobody may write. */
    public boolean isReadOnly() {
        return token.isEmpty();
    }

    private boolean isOurHost(@Nullable String host) {
        return host != null && hosts.contains(name(host));
    }

    /** Browsers tell where a request comes from in Sec-Fetch-Site; older ones, and other programs, at most in Origin. */
    private static boolean isFromOurPage(Asked asked) {
        if (asked.fetchSite() != null) {
            return asked.fetchSite().equals("same-origin");
        }
        return asked.origin() == null || isSameOrigin(asked.origin(), asked.host());
    }

    private static boolean isSameOrigin(String origin, @Nullable String host) {
        try {
            var page = new URI(origin);
            var authority = page.getAuthority();
            return page.isAbsolute() && authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException foreign) {
            return false;
        }
    }

    private static String name(String host) {
        return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.replaceFirst("[;,].*$", "").strip().toLowerCase(Locale.ROOT);
    }
}
