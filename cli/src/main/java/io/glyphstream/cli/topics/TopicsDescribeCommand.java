package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicDescription;
import io.glyphstream.schemas.kafka.TopicProblem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream topics describe}. */
@Command(
        name = "describe",
        description = {"Shows the topics, and what is wrong with them.", "Exits with 1 when something is."},
        footer = {
            "",
            "Examples:",
            "  glyphstream topics describe",
            "  glyphstream topics describe --json | jq .partitions"
        })
final class TopicsDescribeCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TopicsDescribeCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<TopicDescription> topics;
        try (var admin = AdminClients.open(kafka.reachableCluster(CommandRights.DESCRIBE))) {
            topics = new TopicAdministration(admin, kafka.topics()).describe();
        }
        if (output.isJson()) {
            topics.forEach(topic -> environment.out().println(Json.line(facts(topic))));
        }
        if (!output.isJson()) {
            environment.out().print(table(topics));
        }
        var problems =
                topics.stream().flatMap(topic -> topic.problems().stream()).toList();
        problems.forEach(
                problem -> environment.err().println("glyphstream: " + problem.topic() + ": " + problem.finding()));
        problems.stream()
                .map(TopicProblem::fix)
                .distinct()
                .forEach(fix -> environment.err().println("Do: " + fix));
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private static TextTable table(List<TopicDescription> topics) {
        var table = new TextTable("TOPIC", "PARTITIONS", "COPIES", "SETTINGS");
        for (TopicDescription topic : topics) {
            var settings = topic.settings().entrySet().stream()
                    .map(Map.Entry::toString)
                    .toList();
            table.row(
                    topic.name(),
                    topic.exists() ? Integer.toString(topic.partitions()) : "",
                    topic.exists() ? Integer.toString(topic.replicationFactor()) : "",
                    topic.exists() ? String.join(" ", settings) : "missing");
        }
        return table;
    }

    private static String sentence(TopicProblem problem) {
        return problem.topic() + ": " + problem.finding() + ". Do: " + problem.fix();
    }

    private static Map<String, ?> facts(TopicDescription topic) {
        return JsonView.object(
                "topic", topic.name(),
                "exists", topic.exists(),
                "partitions", topic.partitions(),
                "replicationFactor", topic.replicationFactor(),
                "settings", topic.settings(),
                "problems",
                        topic.problems().stream()
                                .map(TopicsDescribeCommand::sentence)
                                .toList());
    }
}
