package io.glyphstream.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.console.web.Access.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String JSON = "application/json";
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Access access = new Access(NAMES, Optional.of(new Token(TOKEN)));

    /** What is tried for each header; a missing value is a missing header. */
    private static final class Choices {

        private final Map<String, Optional<String>> values = new LinkedHashMap<>();

        Choices with(String name, @Nullable String value) {
            values.put(name, Optional.ofNullable(value));
            return this;
        }

        private List<String> names() {
            return List.copyOf(values.keySet());
        }

        private @Nullable String value(String name) {
            return values.getOrDefault(name, Optional.empty()).orElse(null);
        }
    }

    private static final Choices HOSTS = new Choices()
            .with("ours", "localhost")
            .with("ours with port", "localhost:8080")
            .with("other", "evil.example");
    private static final Choices SITES = new Choices()
            .with("no site", null)
            .with("same-origin", "same-origin")
            .with("same-site", "same-site")
            .with("cross-site", "cross-site")
            .with("none", "none");
    private static final Choices TOKENS = new Choices()
            .with("no token", null)
            .with("wrong token", "Bearer fedcba9876543210")
            .with("token", "Bearer " + TOKEN);

    private static Choices origins(String host) {
        return new Choices()
                .with("no origin", null)
                .with("same", "http://" + host)
                .with("cross", "http://evil.example")
                .with("null", "null")
                .with("other port", "http://localhost:9999");
    }

    /** Returns the rows of the table of all requests that are served. */
    private List<String> served(String method) {
        var rows = new ArrayList<String>();
        for (var host : HOSTS.names()) {
            var origins = origins(String.valueOf(HOSTS.value(host)));
            for (var origin : origins.names()) {
                for (var site : SITES.names()) {
                    for (var token : TOKENS.names()) {
                        var asked = new Asked(
                                method,
                                HOSTS.value(host),
                                origins.value(origin),
                                SITES.value(site),
                                TOKENS.value(token),
                                JSON);
                        if (access.refusal(asked).isEmpty()) {
                            rows.add(String.join(", ", host, origin, site, token));
                        }
                    }
                }
            }
        }
        return rows;
    }

    /** Where a browser tells the site, that decides: with no-referrer it may send null for its own page. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void exactlyTheseRequestsWrite(String method) {
        assertThat(served(method))
                .containsExactlyInAnyOrder(
                        "ours, no origin, no site, token",
                        "ours, no origin, same-origin, token",
                        "ours, same, no site, token",
                        "ours, same, same-origin, token",
                        "ours, cross, same-origin, token",
                        "ours, null, same-origin, token",
                        "ours, other port, same-origin, token",
                        "ours with port, no origin, no site, token",
                        "ours with port, no origin, same-origin, token",
                        "ours with port, same, no site, token",
                        "ours with port, same, same-origin, token",
                        "ours with port, cross, same-origin, token",
                        "ours with port, null, same-origin, token",
                        "ours with port, other port, same-origin, token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void allWhoAskUnderOurNameRead(String method) {
        assertThat(served(method)).hasSize(2 * 5 * 5 * 3).allMatch(row -> row.startsWith("ours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "CONNECT", "get", "post", "BREW", ""})
    void noOtherMethodIsServed(String method) {
        assertThat(served(method)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "LocalHost:1",
                "localhost:65535",
                "127.0.0.1",
                "127.0.0.1:8080",
                "[::1]",
                "[::1]:8080"
            })
    void theseAreOurNames(String host) {
        assertThat(code(new Asked("GET", host, null, null, null, null))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":8080",
                "localhost.",
                "localhost.evil.example",
                "evil.localhost",
                "evil@localhost",
                "localhost@evil.example",
                "localhost:8080@evil.example",
                "localhost:80:80",
                "localhost, evil.example",
                "localhost:8080, evil.example",
                "localhost/evil",
                "localhost#",
                "localhost?",
                "127.0.0.1.evil.example",
                "127.0.0.2",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "[::]",
                "::1",
                "::1:8080",
                "[::1",
                "[::1].evil.example",
                "[::ffff:127.0.0.1]",
                "localhost\u0000",
                "localhost:8080x",
                "localhost:-1",
                "ｌocalhost"
            })
    void theseAreNot(String host) {
        assertThat(code(new Asked("GET", host, null, null, null, null))).isEqualTo(421);
    }

    @Test
    void whoNamesNoHostIsNotServed() {
        assertThat(code(new Asked("GET", null, null, null, null, null))).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "localhost:8080",
                "//localhost:8080",
                "http://localhost",
                "http://localhost:9999",
                "http://localhost:8080@evil.example",
                "http://evil.example@localhost:8080",
                "http://localhost:8080.evil.example",
                "http://localhost:8080 http://evil.example",
                "http://[::1]:8080",
                "file://",
                "http://evil.example#localhost:8080",
                "http://evil.example/localhost:8080",
                "data:localhost:8080"
            })
    void theseOriginsAreNotOurPage(String origin) {
        assertThat(code(new Asked("POST", "localhost:8080", origin, null, "Bearer " + TOKEN, JSON)))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Same-Origin",
                "same-origin ",
                "same-origin, cross-site",
                "cross-site, same-origin",
                "unknown"
            })
    void whatIsNotSameOriginToTheLetterIsForeign(String site) {
        assertThat(code(new Asked("POST", "localhost:8080", null, site, "Bearer " + TOKEN, JSON)))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "bearer " + TOKEN,
                "Basic " + TOKEN,
                TOKEN,
                "Bearer  " + TOKEN,
                "Bearer " + TOKEN + " ",
                "Bearer " + TOKEN + "0",
                "Bearer 0123456789abcde",
                "Bearer " + TOKEN + "," + TOKEN
            })
    void onlyTheTokenItselfIsTheToken(String authorization) {
        assertThat(code(new Asked("POST", "localhost", null, "same-origin", authorization, JSON)))
                .isEqualTo(401);
    }

    /** Forms of other sites can send these without asking first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text/plain",
                "TEXT/plain; charset=utf-8",
                "text/plain;application/json",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "text/plain, application/json"
            })
    void whatAFormCanSendDoesNotWrite(String contentType) {
        assertThat(code(new Asked("POST", "localhost", null, null, "Bearer " + TOKEN, contentType)))
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "image/png", "application/octet-stream"})
    void whatOnlyAScriptCanSendWrites(String contentType) {
        assertThat(code(new Asked("POST", "localhost", null, null, "Bearer " + TOKEN, contentType)))
                .isZero();
    }

    @Test
    void nobodyWritesWhereThereIsNoToken() {
        var readOnly = new Access(NAMES, Optional.empty());
        var asked = new Asked("POST", "localhost", null, "same-origin", "Bearer " + TOKEN, JSON);

        assertThat(readOnly.refusal(asked).orElseThrow().code()).isEqualTo(403);
        assertThat(readOnly.mayWrite("Bearer " + TOKEN)).isFalse();
        assertThat(readOnly.isReadOnly()).isTrue();
    }

    @Test
    void noRefusalTellsTheToken() {
        var asked = new Asked("POST", "localhost", null, "same-origin", "Bearer wrong", JSON);

        assertThat(access.refusal(asked).toString()).doesNotContain(TOKEN);
        assertThat(new Token(TOKEN).toString()).doesNotContain(TOKEN);
    }

    /** Returns the code of a refusal, or 0 if the request is served. */
    private int code(Asked asked) {
        return access.refusal(asked).map(Access.Refusal::code).orElse(0);
    }
}
