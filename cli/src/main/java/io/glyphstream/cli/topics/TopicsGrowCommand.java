package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Rights;
import io.glyphstream.schemas.kafka.TopicGrowth;
import io.glyphstream.schemas.kafka.TopicGrowth.Growth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream topics grow}. */
@Command(
        name = "grow",
        description = {
            "Gives a pipeline more partitions.",
            "The partitions of images, labels, predictions, and of what processors keep for each partition.",
            "Stop all processors first, and start them afterwards. Images may go on coming meanwhile.",
            "May be repeated. Numbers of partitions never become less."
        },
        footer = {
            "",
            "An image that came before keeps its partition, and so does its answer. A label",
            "that comes afterwards goes where its key belongs now: if that is another",
            "partition than its image's, it becomes a dead letter after --label-ttl.",
            "",
            "Examples:",
            "  glyphstream topics grow --partitions 16",
            "  glyphstream topics grow --partitions 16 --application-id mine --json"
        })
final class TopicsGrowCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            required = true,
            description = "How many partitions each of them has afterwards.")
    private int partitions;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "Whose topics grow, too; once for each application that reads the images. Default: "
                    + ProcessorSettings.DEFAULT_APPLICATION_ID + ".")
    private List<String> applicationIds = List.of(ProcessorSettings.DEFAULT_APPLICATION_ID);

    TopicsGrowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw Usage.mistake("--partitions must be at least 1 but was " + partitions);
        }
        applicationIds.forEach(
                id -> Usage.check(() -> ProcessorSettings.of("any").withApplicationId(id)));
        var rights = applicationIds.stream()
                .map(id -> CommandRights.GROW.of(kafka.topics(), id))
                .reduce(Rights.none(), Rights::and);
        try (var admin = AdminClients.open(kafka.reachableCluster(rights))) {
            requireNoMembers(admin);
            var changelogs = applicationIds.stream()
                    .flatMap(id -> Changelogs.of(id).stream())
                    .toList();
            var growth = new TopicGrowth(admin, kafka.topics());
            var growths = Usage.check(() -> growth.grow(partitions, changelogs));
            growths.forEach(
                    grown -> environment.out().println(output.isJson() ? Json.line(facts(grown)) : sentence(grown)));
        }
        return ExitCode.OK.value();
    }

    /** A processor that ran meanwhile would see topics that do not fit each other. */
    private void requireNoMembers(Admin admin) {
        for (GroupListing group : KafkaReply.of(admin.listGroups().all())) {
            if (!applicationIds.contains(group.groupId())) {
                continue;
            }
            var state = group.groupState().orElse(GroupState.UNKNOWN);
            if (state != GroupState.EMPTY && state != GroupState.DEAD) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "processors of application " + group.groupId() + " still run: their group is " + state,
                        "Stop them all, then try again. One that was killed counts until its session is over (6 s unless set).");
            }
        }
    }

    private static String sentence(Growth growth) {
        return growth.before() == growth.after()
                ? "unchanged  " + growth.topic() + " (" + Numbers.count(growth.after(), "partition") + ")"
                : "grown      " + growth.topic() + " (" + growth.before() + " to "
                        + Numbers.count(growth.after(), "partition") + ")";
    }

    private static Map<String, ?> facts(Growth growth) {
        return JsonView.object(
                "topic", growth.topic(),
                "outcome", growth.before() == growth.after() ? "unchanged" : "grown",
                "before", growth.before(),
                "partitions", growth.after());
    }
}
