package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.cli.command.Interruption;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.ProcessorRights;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Right;
import io.glyphstream.schemas.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each command works with the rights that {@link CommandRights} names, and without any one of them it refuses at once and
 * names it, on a broker that checks rights.
 */
@Timeout(300)
@Tag("slow")
final class CommandRightsTest {
    private static final String APPLICATION = ProcessorSettings.DEFAULT_APPLICATION_ID;
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path home = Path.of("");

    private static BrokerWithLogin broker;
    private static Admin admin;
    private static Shell operator;
    private static Shell shell;

    @BeforeAll
    static void startPipeline() throws Exception {
        broker = new BrokerWithLogin();
        admin = AdminClients.open(new KafkaCluster(broker.bootstrapServers(), Map.of()));
        var login = home.resolve("login.properties");
        Files.write(
                login,
                BrokerWithLogin.LOGIN.entrySet().stream().map(Object::toString).toList());
        operator = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        shell = new Shell(home)
                .with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.addressWithLogin())
                .with("GLYPHSTREAM_COMMAND_CONFIG", login.toString());
        requireDone("topics", "create");
        IdxFiles.digits(home.resolve("digits"), 1);
        requireDone("train", "knn", "--dataset", file("digits"), "--name", "one");
        requireDone("train", "knn", "--dataset", file("digits"), "--name", "two", "--promote", "never");
        requireDone("train", "knn", "--dataset", file("digits"), "--name", "old", "--promote", "never");
        requireDone("models", "export", "one@1", "--output", file("one.model"));
        requireDone("models", "keygen", file("key"));
        grant(ProcessorRights.of(TOPICS, APPLICATION, Guarantee.EXACTLY_ONCE)
                .and(ProcessorRights.besides(TOPICS, APPLICATION))
                .all());
        // From then on it is known how far the application has come in each partition.
        requireDone("produce", "digits", "--count", "100", "--labels", "later");
        processAll(100);
        LoggedModels.publish(new KafkaCluster(broker.bootstrapServers(), Map.of()), TOPICS, "logged", 3);
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
        grant(rights);

        assertThat(said(command))
                .allSatisfy(said -> assertThat(said).doesNotContainIgnoringCase("not allowed", "authoriz"));
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandRights.class,
            names = {"PROCESS_BESIDES", "SHOW_BESIDES", "LAG_BESIDES", "READ_PINS"},
            mode = EnumSource.Mode.EXCLUDE)
    void withoutARightItRefusesAndNamesIt(CommandRights command) throws Exception {
        var rights = rights(command);
        for (var missing : command.of(TOPICS, name(command)).all()) {
            var others = rights.stream().filter(right -> !right.equals(missing)).toList();
            if (isGrantedAnyway(missing, others)) {
                continue;
            }
            grant(others);

            assertThat(said(command))
                    .allSatisfy(said -> assertThat(said).contains("not allowed: ", missing.toString()));
        }
    }

    /** A right to read includes that to see, and a topic that exists need not be created. */
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
    void whatANewApplicationNeedsBesidesIsNamedToo() throws Exception {
        var rights = ProcessorRights.of(TOPICS, "fresh", Guarantee.EXACTLY_ONCE);
        grant(rights.all().stream()
                .filter(right -> right.operation() != AclOperation.CREATE)
                .toList());
        assertThat(processing("fresh")).contains("not allowed: ", "CREATE on topic fresh-tally-changelog");

        grant(rights.all());
        assertThat(processing("fresh"))
                .contains(
                        "not allowed: ", "READ on topic " + TOPICS.predictions().name());

        grant(rights.and(ProcessorRights.besides(TOPICS, "fresh")).all());
        assertThat(processing("fresh")).contains("Decide where application fresh begins");
    }

    @Test
    void producingForAModelNeedsTheRightsOfBoth() throws Exception {
        String[] produce = {"produce", "digits", "--count", "1", "--for", "one@1"};
        var models = CommandRights.READ_MODELS.of(TOPICS, "");
        grant(models.all());
        assertThat(err(produce)).contains("not allowed: WRITE on topic glyphstream.images");
        grant(CommandRights.PRODUCE.of(TOPICS, "").all());
        assertThat(err(produce)).contains("not allowed: READ on topic glyphstream.models");
        grant(models.and(CommandRights.PRODUCE.of(TOPICS, "")).all());
        assertThat(shell.run(produce).exitCode()).isZero();
    }

    @Test
    void withoutTheRightToReadWhatTrainersTellTheRestIsShownAndTheRightIsNamed() throws Exception {
        var refusal = "not allowed: READ on topic " + TOPICS.trainers().name();
        grant(CommandRights.SHOW.of(TOPICS, "").all());
        var shown = shell.run("models", "show", "one@1");
        var json = shell.run("models", "show", "one@1", "--json");
        grant(CommandRights.STATUS.of(TOPICS, "").all());
        var status = shell.run("status");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("one@1, nearest-neighbors", "  held out ", "  recipe ");
        assertThat(shown.err()).contains("what became of its training is not known: " + refusal);
        assertThat(json.out()).contains("\"unread\":[\"" + refusal + "\"]");
        assertThat(status.out()).contains("No processor is running");
        assertThat(status.err()).contains("what trainers do is not shown: " + refusal);
    }

    @Test
    void withoutTheRightToSeeAGroupTheStatusShowsTheRestAndNamesTheRight() throws Exception {
        var rights = CommandRights.STATUS.of(TOPICS, "").and(CommandRights.SHOW_BESIDES.of(TOPICS, ""));
        var everything = new KafkaCluster(broker.bootstrapServers(), Map.of());
        try (var processor = processor(everything, APPLICATION)) {
            processor.start();
            await().atMost(PATIENCE).until(() -> operator.run("status").out().contains("/one  running"));
            grant(rights.all());
            var status = shell.run("status");
            var refusal = "not allowed: DESCRIBE on group " + APPLICATION;
            assertThat(status.out()).containsPattern(APPLICATION + "/one +running .* unknown +unknown ");
            assertThat(status.err()).contains("how far " + APPLICATION + " has come is not known: " + refusal);
            assertThat(shell.run("status", "--json").out()).contains("\"lagUnknown\":\"" + refusal + "\"");
            grant(rights.and(CommandRights.LAG_BESIDES.of(TOPICS, APPLICATION)).all());
            assertThat(shell.run("status").err()).doesNotContain(APPLICATION);
        }
    }

    @Test
    void aRightThatIsTakenAwayMeanwhileIsNamed() throws Exception {
        grant(CommandRights.WATCH_PREDICTIONS.of(TOPICS, "").all());
        var out = new ByteArrayOutputStream();
        var watching =
                new FutureTask<>(() -> shell.run(new Interruption(), out, "watch", "predictions", "--from-beginning"));
        new Thread(watching, "watching").start();
        await().atMost(PATIENCE).until(() -> out.size() > 0);

        grant(List.of());

        assertThat(watching.get().err())
                .contains("not allowed: READ on topic " + TOPICS.predictions().name());
    }

    private static List<Right> rights(CommandRights command) {
        var rights = command.of(TOPICS, name(command));
        return switch (command) {
            case WAIT -> rights.and(CommandRights.PROMOTE.of(TOPICS, "")).all();
            case SHOW, STATUS, CONSOLE, CONSOLE_READ_ONLY ->
                rights.and(CommandRights.SHOW_BESIDES.of(TOPICS, ""))
                        .and(CommandRights.LAG_BESIDES.of(TOPICS, APPLICATION))
                        .and(CommandRights.LAG_BESIDES.of(TOPICS, "fresh"))
                        .all();
            default -> rights.all();
        };
    }

    private static String name(CommandRights command) {
        return switch (command) {
            case TRAIN_ONLY, TRAIN_SHADOW, TRAIN, TRAINER, IMPORT, SIGN -> "one";
            case LAG_BESIDES, PROCESS, PROCESS_BESIDES, GROW, VERIFY, CONSOLE, CONSOLE_READ_ONLY -> APPLICATION;
            case PRUNE -> "old";
            default -> "";
        };
    }

    /** Runs each of its commands, and returns what each had to say to a person. */
    private static List<String> said(CommandRights command) throws InterruptedException {
        return switch (command) {
            case CREATE -> List.of(err("topics", "create"));
            case DESCRIBE -> List.of(err("topics", "describe"));
            case GROW -> List.of(err("topics", "grow", "--partitions", "4"));
            case PROCESS -> List.of(processing(APPLICATION));
            // A processor goes on without: see the test of a new application.
            case PROCESS_BESIDES -> List.of();
            case SHOW -> List.of(err("models", "show", "logged@1"));
            // It shows less without.
            case SHOW_BESIDES, LAG_BESIDES, READ_PINS -> List.of();
            case TRAIN_AGAIN -> List.of(err("train", "--again", "logged@1"));
            case PIN -> List.of(err("models", "pin", "logged@1", "--data"));
            case PRODUCE -> List.of(err("produce", "digits", "--count", "1"));
            case PRODUCE_LABELS -> List.of(err("produce", "digits", "--count", "1", "--labels", "later"));
            case TRAIN_ONLY ->
                List.of(err("train", "knn", "--dataset", file("digits"), "--name", "one", "--promote", "never"));
            case TRAIN_SHADOW -> List.of(err("train", "knn", "--dataset", file("digits"), "--name", "one", "--shadow"));
            case TRAIN -> List.of(err("train", "knn", "--dataset", file("digits"), "--name", "one"));
            case TRAINER -> List.of(training());
            case TRAINER_NOW -> List.of(err("trainer", "now", "--name", "one"));
            case IMPORT -> List.of(err("models", "import", file("one.model")));
            case SHADOW ->
                List.of(
                        err("models", "shadow", "two@1"),
                        err("models", "unshadow", "two@1"),
                        err("models", "retire", "old@1"));
            case PROMOTE -> List.of(err("models", "promote", "one@1"), err("models", "rollback"));
            case WAIT -> List.of(err("models", "promote", "one@1", "--wait", "--timeout", "1"));
            case GUARD_DRY_RUN -> List.of(err("guard", "--once", "--dry-run"));
            case GUARD -> List.of(err("guard", "--once"));
            case SIGN -> List.of(err("models", "sign", "one@1", "--signing-key", file("key.key")));
            case PRUNE -> {
                // The same bytes get the number back that was retired.
                requireDone("train", "knn", "--dataset", file("digits"), "--name", "old", "--promote", "never");
                operator.run("models", "retire", "old@1");
                yield List.of(err("models", "prune", "--keep", "9"));
            }
            case READ_MODELS ->
                List.of(
                        err("models", "list"),
                        err("models", "history"),
                        err("models", "export", "one@1", "--overwrite", "--output", file("again.model")),
                        err("models", "prune", "--keep", "9", "--dry-run"),
                        err("predict", "digits:test:0", "--model", "one@1"));
            case COMPARE -> List.of(err("models", "compare", "one@1", "two@1"));
            case STATUS -> List.of(err("status"));
            case REPLAY_DRY_RUN -> List.of(err("dead-letters", "replay", "--dry-run"));
            case REPLAY -> List.of(err("dead-letters", "replay"));
            case WATCH_PREDICTIONS -> List.of(err("watch", "predictions", "--until-now"));
            case WATCH_ACCURACY -> List.of(err("watch", "accuracy", "--until-now"));
            case WATCH_DEPLOYMENTS -> List.of(err("watch", "deployments", "--until-now"));
            case WATCH_DEAD_LETTERS -> List.of(err("watch", "dead-letters", "--until-now"));
            case VERIFY -> List.of(err("verify", "--patience", "0.1"));
            case CONSOLE_READ_ONLY -> List.of(showing("console", "--read-only", "--port", "0"));
            case CONSOLE -> List.of(showing("console", "--port", "0"));
        };
    }

    /** Runs a trainer until it has reported, or has failed. */
    private static String training() {
        long before = reports();
        var interruption = new Interruption();
        var running = ThreadPerTask.start(() -> shell.run(interruption, "trainer", "--name", "one"));
        await().atMost(PATIENCE).until(() -> running.isDone() || reports() > before);
        interruption.request();
        return running.join().err();
    }

    /** Runs a console until it has printed its address, or has failed. */
    private static String showing(String... console) {
        var out = new ByteArrayOutputStream();
        var interruption = new Interruption();
        var running = ThreadPerTask.start(() -> shell.run(interruption, out, console));
        await().atMost(PATIENCE).until(() -> running.isDone() || out.size() > 0);
        interruption.request();
        return running.join().err();
    }

    private static long reports() {
        var partition = new TopicPartition(TOPICS.trainers().name(), 0);
        var latest = admin.listOffsets(Map.of(partition, OffsetSpec.latest()));
        return KafkaReply.of(latest.partitionResult(partition)).offset();
    }

    private static String err(String... arguments) {
        return shell.run(arguments).err();
    }

    private static void requireDone(String... arguments) {
        var result = operator.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private static void processAll(long images) throws InterruptedException {
        try (var processor = processor(APPLICATION)) {
            processor.start();
            await().atMost(PATIENCE).until(() -> processor.counts().predictions() == images);
        }
    }

    /** Starts a processor, and returns its status once it runs or has failed. */
    private static String processing(String application) throws InterruptedException {
        try (var processor = processor(application)) {
            processor.start();
            return processor.awaitRunning(PATIENCE).text();
        }
    }

    private static ImageProcessor processor(String application) {
        return processor(new KafkaCluster(broker.addressWithLogin(), BrokerWithLogin.LOGIN), application);
    }

    private static ImageProcessor processor(KafkaCluster cluster, String application) {
        var settings = ProcessorSettings.of("one").withApplicationId(application);
        return new ImageProcessor(cluster, TOPICS, settings, Clock.systemUTC());
    }

    private static String file(String name) {
        return home.resolve(name).toString();
    }

    /** Gives the user these rights, and takes all others away. */
    private static void grant(Collection<Right> rights) {
        var granted = rights.stream().map(CommandRightsTest::binding).collect(Collectors.toSet());
        var present = granted();
        KafkaReply.of(admin.createAcls(granted.stream()
                        .filter(binding -> !present.contains(binding))
                        .toList())
                .all());
        KafkaReply.of(admin.deleteAcls(present.stream()
                        .filter(binding -> !granted.contains(binding))
                        .map(AclBinding::toFilter)
                        .toList())
                .all());
        await().atMost(PATIENCE).until(() -> granted().equals(granted));
    }

    private static Set<AclBinding> granted() {
        return new HashSet<>(
                KafkaReply.of(admin.describeAcls(AclBindingFilter.ANY).values()));
    }

    /** A transactional id that ends with a hyphen stands for all that begin with it. */
    private static AclBinding binding(Right right) {
        var pattern = right.name().endsWith("-") ? PatternType.PREFIXED : PatternType.LITERAL;
        return new AclBinding(
                new ResourcePattern(right.type(), right.name(), pattern),
                new AccessControlEntry("User:alice", "*", right.operation(), AclPermissionType.ALLOW));
    }
}
