package io.glyphstream.console;

import io.glyphstream.console.web.Token;
import java.util.Optional;
import java.util.Set;

/**
 * Where a console listens, and who may write.
 *
 * @param host a name or an address of this machine
 * @param port 0 takes any free port
 * @param names the names under which browsers may ask for it, besides those of loopback
 * @param token which allows changes; empty if nobody may make any
 * @param actor who decides, where the browser gives no name
 * @param applicationId the processors whose answers are shown
 * @param namedServers the bootstrap servers that the commands on the pages name; empty where commands find them by themselves
 */
public record ConsoleSettings(
        String host,
        int port,
        Set<String> names,
        Optional<Token> token,
        String actor,
        String applicationId,
        Optional<String> namedServers) {

    /** Copies the names and checks the address. */
    public ConsoleSettings {
        names = Set.copyOf(names);
        if (host.isBlank()) {
            throw new IllegalArgumentException("the console's host must be a name or an address but was blank");
        }
        for (var name : names) {
            if (name.isBlank() || name.contains("/") || name.matches("[^:]*:\\d+")) {
                throw new IllegalArgumentException(
                        "a name of the console must be a host without port or path but was '" + name + "'");
            }
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the console's port must be within [0, 65535] but was " + port);
        }
    }
}
