package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.ProcessorSettings;
import io.glyphstream.schemas.AdminReply;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Right;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each command works with the rights that {@code docs/rights.md} names, and without any one of them it refuses at once and
 * names it, on a broker that checks rights.
 */
@Timeout(300)
final class CommandRightsTest {
    private static final String APPLICATION = ProcessorSettings.DEFAULT_APPLICATION_ID;
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final Path DOCUMENT = Path.of("../docs/rights.md");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path home = Path.of("");

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static Shell shell;

    @BeforeAll
    static void startPipeline() throws Exception {
        broker = EmbeddedBroker.start(new BrokerSettings(
                Optional.empty(),
                0,
                Map.of(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true")));
        admin = AdminClients.open(new KafkaCluster(broker.bootstrapServers(), Map.of()));
        shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        requireDone("topics", "create");
        requireDone("train", "knn", "--dataset", "digits", "--name", "one");
        requireDone("train", "knn", "--dataset", "digits", "--name", "two", "--promote", "never");
        requireDone("models", "export", "one@1", "--output", file("one.model"));
        requireDone("models", "keygen", file("key"));
        assertThat(processing()).isEqualTo("running");
    }

    @AfterEach
    void allowEverything() {
        set(Set.of());
    }

    @AfterAll
    static void stopPipeline() {
        admin.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(CommandRights.class)
    void eachCommandNeedsItsRightsAndNoOther(CommandRights command) throws Exception {
        var rights = rights(command);
        set(closed(rights));

        assertThat(said(command)).doesNotContainIgnoringCase("not allowed", "authoriz");
    }

    @ParameterizedTest
    @EnumSource(CommandRights.class)
    void withoutARightItRefusesAndNamesIt(CommandRights command) throws Exception {
        var rights = rights(command);
        for (var missing : rights) {
            var others = rights.stream().filter(right -> !right.equals(missing)).toList();
            if (isGrantedAnyway(missing, others)) {
                continue;
            }
            set(closed(others));

            assertThat(said(command)).contains("not allowed: ").contains(missing.toString());
        }
    }

    /** Whoever reads a topic may see it, and whoever finds it there need not create it. */
    private static boolean isGrantedAnyway(Right missing, List<Right> others) {
        var onTheSame = others.stream()
                .filter(right -> right.type() == missing.type() && right.name().equals(missing.name()))
                .map(Right::operation)
                .toList();
        return switch (missing.operation()) {
            case CREATE -> true;
            case DESCRIBE ->
                onTheSame.stream()
                        .anyMatch(Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.ALTER)::contains);
            case DESCRIBE_CONFIGS -> onTheSame.contains(AclOperation.ALTER_CONFIGS);
            default -> false;
        };
    }

    @Test
    void whoMayNotCreateTheTopicsOfANewApplicationIsToldBeforeItJoins() throws Exception {
        var closed = new LinkedHashSet<AclBinding>();
        closed.add(binding(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                AclOperation.CREATE,
                AclPermissionType.DENY));
        closed.add(binding(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                AclOperation.ALL,
                AclPermissionType.ALLOW));
        closed.add(binding(
                new ResourcePattern(ResourceType.TOPIC, "fresh-", PatternType.PREFIXED),
                AclOperation.READ,
                AclPermissionType.ALLOW));
        set(closed);

        assertThat(processing("fresh")).contains("not allowed: ", "CREATE on topic fresh-tally-changelog");
    }

    @Test
    void theDocumentHasTheSameTable() throws IOException {
        assertThat(Files.readAllLines(DOCUMENT))
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(Arrays.stream(CommandRights.values())
                        .map(CommandRightsTest::row)
                        .toList());
    }

    private static String row(CommandRights command) {
        var rights = command.of(TOPICS, "NAME").all();
        var cells = new ArrayList<String>();
        for (var operation :
                new LinkedHashSet<>(rights.stream().map(Right::operation).toList())) {
            var names = rights.stream()
                    .filter(right -> right.operation() == operation)
                    .map(CommandRightsTest::resource)
                    .collect(Collectors.joining(", "));
            cells.add(operation + ": " + names);
        }
        return "| `" + command.commands() + "` | " + String.join("; ", cells) + " |";
    }

    private static String resource(Right right) {
        var name = right.name()
                .replace(TOPICS.prefix() + "publisher-", "<prefix>publisher-")
                .replace(TOPICS.prefix() + "replay", "<prefix>replay")
                .replace(TOPICS.prefix(), "")
                .replace("NAME", "<name>");
        return switch (right.type()) {
            case GROUP -> "group `" + name + "`";
            case TRANSACTIONAL_ID -> "transactional id `" + name + "`";
            default -> "`" + name + "`";
        };
    }

    private static List<Right> rights(CommandRights command) {
        return command.of(TOPICS, name(command)).all();
    }

    private static String name(CommandRights command) {
        return switch (command) {
            case TRAIN, IMPORT, SIGN -> "one";
            case PROCESS, GROW, VERIFY -> APPLICATION;
            default -> "";
        };
    }

    /** Runs it, and returns what it had to say to a person. */
    private static String said(CommandRights command) throws InterruptedException {
        return switch (command) {
            case CREATE -> err("topics", "create");
            case DESCRIBE -> err("topics", "describe");
            case GROW -> err("topics", "grow", "--partitions", "4");
            case PROCESS -> processing();
            case PRODUCE -> err("produce", "digits", "--count", "1");
            case PRODUCE_LABELS -> err("produce", "digits", "--count", "1", "--labels", "later");
            case TRAIN -> err("train", "knn", "--dataset", "digits", "--name", "one");
            case IMPORT -> err("models", "import", file("one.model"));
            case DECIDE -> err("models", "promote", "one@1");
            case DECIDE_AND_WAIT -> err("models", "promote", "one@1", "--wait", "--timeout", "1");
            case GUARD -> err("guard", "--once");
            case SIGN -> err("models", "sign", "one@1", "--signing-key", file("key.key"));
            case PRUNE -> err("models", "prune", "--keep", "9", "--dry-run");
            case READ_MODELS -> err("models", "list");
            case COMPARE -> err("models", "compare", "one@1", "two@1");
            case STATUS -> err("status");
            case REPLAY -> err("dead-letters", "replay");
            case VERIFY -> err("verify", "--patience", "0.1");
        };
    }

    private static String err(String... arguments) {
        return shell.run(arguments).err();
    }

    private static void requireDone(String... arguments) {
        var result = shell.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private static String processing() throws InterruptedException {
        return processing(APPLICATION);
    }

    /** Starts a processor, and returns its status once it runs or has failed. */
    private static String processing(String application) throws InterruptedException {
        var settings = ProcessorSettings.of("one").withApplicationId(application);
        var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
        try (var processor = new ImageProcessor(cluster, TOPICS, settings, Clock.systemUTC())) {
            processor.start();
            return processor.awaitRunning(PATIENCE).text();
        }
    }

    private static String file(String name) {
        return home.resolve(name).toString();
    }

    /** Returns bindings that allow these rights, and nothing else on any resource of the pipeline. */
    private static Set<AclBinding> closed(Collection<Right> rights) {
        var resources = new HashSet<ResourcePattern>();
        for (var command : CommandRights.values()) {
            rights(command).forEach(right -> resources.add(resource(right.type(), right.name())));
        }
        var bindings = new LinkedHashSet<AclBinding>();
        for (var right : rights) {
            var resource = resource(right.type(), right.name());
            bindings.add(binding(resource, right.operation(), AclPermissionType.ALLOW));
            resources.remove(resource);
        }
        resources.forEach(resource -> bindings.add(binding(resource, AclOperation.ALL, AclPermissionType.DENY)));
        return bindings;
    }

    /** An id that ends with a hyphen stands for all that begin with it. */
    private static ResourcePattern resource(ResourceType type, String name) {
        return new ResourcePattern(type, name, name.endsWith("-") ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    private static AclBinding binding(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** Puts these bindings in force, and no others. */
    private static void set(Set<AclBinding> bindings) {
        var present = new HashSet<>(
                AdminReply.of(admin.describeAcls(AclBindingFilter.ANY).values()));
        AdminReply.of(admin.createAcls(bindings.stream()
                        .filter(binding -> !present.contains(binding))
                        .toList())
                .all());
        AdminReply.of(admin.deleteAcls(present.stream()
                        .filter(binding -> !bindings.contains(binding))
                        .map(AclBinding::toFilter)
                        .toList())
                .all());
        await().atMost(PATIENCE)
                .until(() -> new HashSet<>(AdminReply.of(
                                admin.describeAcls(AclBindingFilter.ANY).values()))
                        .equals(bindings));
    }
}
