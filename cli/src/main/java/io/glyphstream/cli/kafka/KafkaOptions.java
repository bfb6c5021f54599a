package io.glyphstream.cli.kafka;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.NamedValue;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Rights;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IScope;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Where Kafka is, and how to talk to it: the same options for every command that does. */
public final class KafkaOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Where Kafka is. Default: ${DEFAULT-VALUE}.")
    private String bootstrapServers = "";

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "What the names of all topics begin with. Default: ${DEFAULT-VALUE}")
    private String topicPrefix = "";

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL",
            description = "Take schema ids from this Confluent-compatible registry instead of the fixed table.")
    private Optional<String> schemaRegistryUrl = Optional.empty();

    @Option(
            names = "-X",
            paramLabel = "KEY=VALUE",
            converter = NamedValue.Converter.class,
            description = "Any setting of Kafka's own clients; may come more than once.")
    private List<NamedValue> settings = List.of();

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Kafka client settings in a file, as Kafka's own tools take them.")
    private Optional<Path> commandConfig = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private UnaryOperator<Throwable> explanation = UnaryOperator.identity();

    /** The cluster; where both say something, -X wins over the file. */
    public KafkaCluster cluster() {
        var all = new LinkedHashMap<String, String>();
        commandConfig.ifPresent(file -> all.putAll(read(file)));
        all.putAll(NamedValue.byName(settings));
        schemaRegistryUrl.ifPresent(url -> all.put(SchemaIds.REGISTRY_URL, url));
        return Usage.check(() -> new KafkaCluster(bootstrapServers, all));
    }

    /** The bootstrap servers if they were given as an option: other commands find those of the environment or a file, too. */
    public Optional<String> namedServers() {
        return Optional.of(bootstrapServers)
                .filter(servers -> command.commandLine().getParseResult().hasMatchedOption("--bootstrap-servers"));
    }

    /** The cluster, when somebody listens there. */
    public KafkaCluster reachableCluster() {
        var cluster = cluster();
        topics();
        Reachability.require(cluster);
        return cluster;
    }

    /** The cluster, when somebody listens there and grants what the command is about to do. */
    public KafkaCluster reachableCluster(CommandRights rights) {
        return reachableCluster(rights, "");
    }

    /**
     * The cluster, as above, where the rights are for one model or application.
     *
     * @param name of the model or the application
     */
    public KafkaCluster reachableCluster(CommandRights rights, String name) {
        return reachableCluster(rights.of(topics(), name));
    }

    public KafkaCluster reachableCluster(Rights rights) {
        var cluster = reachableCluster();
        explanation = failure -> rights.explain(failure, cluster);
        try (var admin = AdminClients.open(cluster)) {
            rights.require(admin);
        }
        return cluster;
    }

    /** Returns a failure of a command; if Kafka refused something for want of a right, which right that is. */
    public static Throwable explain(Throwable failure, ParseResult parsed) {
        return Optional.ofNullable(parsed.commandSpec().findOption("--bootstrap-servers"))
                .map(OptionSpec::scope)
                .flatMap(KafkaOptions::of)
                .map(options -> options.explanation.apply(failure))
                .orElse(failure);
    }

    private static Optional<KafkaOptions> of(IScope scope) {
        try {
            Object owner = scope.get();
            return owner instanceof KafkaOptions options ? Optional.of(options) : Optional.empty();
        } catch (Exception unknown) {
            return Optional.empty();
        }
    }

    public Topics topics() {
        return topics(Optional.empty());
    }

    /** The topics, where the schema registry's answers are kept in a folder for the next start, if there is one. */
    public Topics topics(Optional<Path> folder) {
        var settings = cluster().settings();
        return Usage.check(() -> new Topics(topicPrefix, SchemaIds.of(settings, folder)));
    }

    private static CommandException unreadable(Path file, String why) {
        return new CommandException(
                ExitCode.USAGE,
                "the file " + file + " of --command-config cannot be read: " + why,
                "It should have lines such as security.protocol=SSL.");
    }

    private static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failed) {
            throw unreadable(file, Failures.reason(file, failed));
        } catch (IllegalArgumentException malformed) {
            throw unreadable(file, Failures.reason(malformed));
        }
        var settings = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
