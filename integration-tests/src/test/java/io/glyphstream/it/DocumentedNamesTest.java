package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.schemas.SchemaIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The names that {@code docs/reset.md} gives are those that a broker sees. */
@Timeout(120)
final class DocumentedNamesTest {
    private static final Path DOCUMENT = Path.of("../docs/reset.md");
    private static final Pattern ROW = Pattern.compile("\\| ([a-z ]+) \\| `([^`]+)` \\|.*");

    @Test
    void eachNameThatABrokerSeesIsDocumentedAndNoOther() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary());
                var pipeline = new Pipeline(broker.bootstrapServers(), "names.", SchemaIds.fixed());
                var admin = pipeline.admin()) {
            pipeline.createTopics();
            pipeline.promote(RunningTrainer.MODEL, POOR);
            pipeline.run("one");
            var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 1_000, 0));
            trainer.awaitPhase(TrainerPhase.COLLECTING);
            pipeline.feed("some", DIGITS.test().range(0, 50));
            pipeline.predictions().readUntil(50);
            pipeline.accuracy().readUntil(1);

            var application = pipeline.settings("one").applicationId();
            assertThat(admin.listGroups().all().get())
                    .extracting(GroupListing::groupId)
                    .containsExactlyInAnyOrderElementsOf(documented("consumer group", application));
            assertThat(internal(admin.listTopics().names().get(), application))
                    .containsExactlyInAnyOrderElementsOf(documented("internal topic", application));
            assertThat(admin.listTransactions().all().get())
                    .extracting(TransactionListing::transactionalId)
                    .isNotEmpty()
                    .allMatch(isOneOf(documented("transactional id", application)));
            trainer.close();
        }
    }

    private static Collection<String> internal(Set<String> topics, String application) {
        return topics.stream()
                .filter(name -> name.startsWith(application + "-"))
                .toList();
    }

    private static Predicate<String> isOneOf(Set<String> patterns) {
        var all = Pattern.compile(String.join("|", patterns));
        return name -> all.matcher(name).matches();
    }

    private static Set<String> documented(String kind, String application) throws IOException {
        var names = new TreeSet<String>();
        for (var line : Files.readAllLines(DOCUMENT)) {
            var row = ROW.matcher(line);
            if (row.matches() && row.group(1).equals(kind)) {
                names.add(row.group(2)
                        .replace("<id>", application)
                        .replace("<prefix>", "names.")
                        .replace("<model>", RunningTrainer.MODEL)
                        .replace("<random>", "[0-9a-f-]{36}")
                        .replace("<thread>", "[0-9]+"));
            }
        }
        return names;
    }
}
