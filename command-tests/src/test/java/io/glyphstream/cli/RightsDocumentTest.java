package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Right;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/** {@code docs/rights.md} names the rights that {@link CommandRights} has. */
final class RightsDocumentTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final Path DOCUMENT = Path.of("../docs/rights.md");

    @Test
    void theDocumentHasTheSameTable() throws IOException {
        assertThat(Files.readAllLines(DOCUMENT))
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(Arrays.stream(CommandRights.values())
                        .map(RightsDocumentTest::row)
                        .toList());
    }

    private static String row(CommandRights command) {
        var rights = command.of(TOPICS, "NAME").all();
        var cells = new ArrayList<String>();
        for (var operation :
                new LinkedHashSet<>(rights.stream().map(Right::operation).toList())) {
            var names = rights.stream()
                    .filter(right -> right.operation() == operation)
                    .map(RightsDocumentTest::resource)
                    .toList();
            cells.add(operation + ": " + String.join(", ", shortened(names)));
        }
        return "| `" + command.commands() + "` | " + String.join("; ", cells) + " |";
    }

    /** Names two groups of topics as the document does. */
    private static List<String> shortened(List<String> names) {
        var pipeline = TOPICS.names().stream().map(RightsDocumentTest::quoted).toList();
        var needed =
                TOPICS.neededNames().stream().map(RightsDocumentTest::quoted).toList();
        var own = CommandRights.PROCESS.of(TOPICS, "<name>").all().stream()
                .filter(right -> right.operation() == AclOperation.CREATE)
                .map(right -> "`" + right.name() + "`")
                .toList();
        var left = new ArrayList<>(names);
        var groups = new ArrayList<String>();
        if (left.containsAll(pipeline)) {
            left.removeAll(pipeline);
            groups.add("all topics of the pipeline");
        }
        if (left.containsAll(needed)) {
            left.removeAll(needed);
            groups.add("all topics of the pipeline but `trainers` and `pins`");
        }
        if (left.containsAll(own)) {
            left.removeAll(own);
            groups.add("the application's own topics");
        }
        left.addAll(groups);
        return left;
    }

    private static String quoted(String topic) {
        return "`" + topic.substring(TOPICS.prefix().length()) + "`";
    }

    private static String resource(Right right) {
        var name = right.name()
                .replace(TOPICS.prefix() + "publisher-", "<prefix>publisher-")
                .replace(TOPICS.prefix() + "replay", "<prefix>replay")
                .replace(TOPICS.prefix() + "trainer-", "<prefix>trainer-")
                .replace(TOPICS.prefix(), "")
                .replace("NAME", "<name>");
        return switch (right.type()) {
            case GROUP -> "group `" + name + "`";
            case TRANSACTIONAL_ID -> "transactional id `" + name + "`";
            default -> "`" + name + "`";
        };
    }
}
