package io.glyphstream.cli.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.schemas.DeadLetterHeaders;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream watch dead-letters}. */
@Command(
        name = "dead-letters",
        description = {
            "Prints what could not be answered, and why.",
            "Where it lies, which step refused it, and the reason."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream watch dead-letters --from-beginning",
            "  glyphstream watch dead-letters --until-now --json | jq .reason"
        })
final class WatchDeadLettersCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final Watching watching = new Watching();

    WatchDeadLettersCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return watching.follow(
                environment,
                new Watching.Kind(
                        CommandRights.WATCH_DEAD_LETTERS,
                        topics -> topics.deadLetters().name(),
                        (message, topics) -> Optional.of(read(message))));
    }

    private static Watching.Shown read(ConsumerRecord<byte[], byte[]> message) {
        var letter = DeadLetterHeaders.read(message.headers());
        String key = message.key() == null ? "without a key" : new String(message.key(), UTF_8);
        int bytes = message.value() == null ? 0 : message.value().length;
        String sentence = letter.topic() + "-" + letter.partition() + " at " + letter.offset() + ", " + key + ", "
                + Numbers.count(bytes, "byte") + ": " + letter.stage() + ": " + letter.reason();
        return new Watching.Shown(sentence, JsonView.of(letter, key, bytes));
    }
}
