package io.glyphstream.cli.command;

import io.glyphstream.http.HttpAddress;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a service serves its pages: the options of all commands that have some. */
public final class HttpOptions {

    private static final int USUAL_PORT = 9464;
    private static final int TRIED_PORTS = 100;
    private static final String PORTS = USUAL_PORT + " to " + (USUAL_PORT + TRIED_PORTS - 1);

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where health and metrics are served. Default: ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "0 for any free one, -1 for none. Without it, 9464 or the next one that is free.")
    private Optional<Integer> port = Optional.empty();

    /** Returns where pages are to be served; empty if nowhere. */
    public Optional<HttpAddress> address() {
        if (port.isEmpty()) {
            return Optional.of(new HttpAddress(host, USUAL_PORT, TRIED_PORTS));
        }
        return port.filter(chosen -> chosen >= 0).map(chosen -> new HttpAddress(host, chosen));
    }

    /** Returns what is said at the start, once pages are served. */
    public String sentence(URI address) {
        var isUsual = port.isPresent() || address.getPort() == USUAL_PORT;
        return "health and metrics at " + address + (isUsual ? "" : " (" + USUAL_PORT + " is taken)");
    }

    /** Returns what is said when the address cannot be listened on. */
    public CommandException refusal(UncheckedIOException taken) {
        return new CommandException(
                ExitCode.FAILED,
                "cannot listen on " + host + ":" + port.map(String::valueOf).orElse(PORTS) + ": "
                        + Failures.reason(Objects.requireNonNull(taken.getCause())),
                "Choose another port with --http-port, or 0 for any free one.");
    }
}
