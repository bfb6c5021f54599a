package io.glyphstream.cli;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.console.Console;
import io.glyphstream.console.ConsoleSettings;
import io.glyphstream.console.web.Token;
import io.glyphstream.processor.settings.ProcessorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream console}. */
@Command(
        name = "console",
        description = {
            "Shows the pipeline in a browser, and lets it be steered from there.",
            "Prints a link with a token: who has it may promote, roll back, send images and replay. Everybody else who "
                    + "reaches the address may look."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream console                  on port 8080; open the link it prints",
            "  glyphstream console --read-only      nobody can change anything",
            "  glyphstream console --host 0.0.0.0 --token-file ./token",
        })
final class ConsoleCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Where it is served; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Another than loopback needs --token-file or --read-only. Default: "
                    + "${DEFAULT-VALUE}.")
    private String host = "";

    @Option(names = "--read-only", description = "Nobody may change anything.")
    private boolean readOnly;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "The token that allows changes: 16 to 200 letters, digits and . _ ~ - in one line. Without it, a "
                            + "new one is made at each start.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description =
                    "A name under which browsers may ask for the console, besides localhost and --host; may come more "
                            + "than once.")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            defaultValue = ProcessorSettings.DEFAULT_APPLICATION_ID,
            description = "The processors whose answers are verified. Default: ${DEFAULT-VALUE}.")
    private String applicationId = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    ConsoleCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = Usage.check(this::settings);
        Usage.check(() -> ProcessorSettings.of("verified").withApplicationId(applicationId));
        var cluster = kafka.reachableCluster(
                readOnly ? CommandRights.CONSOLE_READ_ONLY : CommandRights.CONSOLE, applicationId);
        try (var console = start(() -> Console.start(cluster, kafka.topics(), environment.clock(), settings))) {
            environment.out().println(tokenFile.isPresent() ? console.address() : console.link());
            environment
                    .err()
                    .println(
                            readOnly
                                    ? "The console is ready and only shows. Ctrl-C stops it."
                                    : "The console is ready. Who opens it with its token may change things. Ctrl-C stops it.");
            environment.interruption().await();
        }
        environment.err().println("The console has stopped.");
        return ExitCode.OK.value();
    }

    private ConsoleSettings settings() {
        if (readOnly && tokenFile.isPresent()) {
            throw Usage.mistake("--read-only and --token-file exclude each other");
        }
        if (!isLoopback() && !readOnly && tokenFile.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "others could reach the console at " + host
                            + ", so it needs a token that you chose, or --read-only",
                    "Write a token to a file, for example with: head -c 24 /dev/urandom | base64 | tr +/ -_ > token; and add "
                            + "--token-file token");
        }
        Optional<Token> token = readOnly
                ? Optional.empty()
                : Optional.of(tokenFile.map(ConsoleCommand::read).orElseGet(() -> Token.random(new SecureRandom())));
        return new ConsoleSettings(host, port, names(), token, environment.user(), applicationId, kafka.namedServers());
    }

    /** A name that has no address is none of this machine alone; to listen there fails. */
    private boolean isLoopback() {
        try {
            // Java takes the empty name for loopback, and a server takes it for all addresses.
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private Set<String> names() {
        var names = new HashSet<>(allowedHosts);
        names.add(host);
        return names;
    }

    private Console start(Supplier<Console> starting) {
        try {
            return starting.get();
        } catch (UncheckedIOException taken) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot listen on " + host + ":" + port + ": " + Failures.reason(taken),
                    "Choose another port with --port, or 0 for any free one.");
        }
    }

    private static Token read(Path file) {
        try {
            return new Token(Files.readString(file).strip());
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, "Write a token into it, in one line.");
        }
    }
}
