package io.glyphstream.cli;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.learning.HeldOutFigures;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Verification;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.registry.References;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Losses;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream verify}. */
@Command(
        name = "verify",
        description = {
            "Proves from the topics alone that every image was answered once.",
            "Checks that answers are in order, by versions that were published and that their deployments put "
                    + "in service; that every score is what its version gives, to the bit; that the accuracy topic says "
                    + "what predictions and labels give; that all is committed; that retention removed no image before it "
                    + "had an answer.",
            "While images or labels come in, accuracy cannot be compared, and all else is verified of what was there at the start.",
            "Exit code 1 when something is wrong; the first records that show it are named."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream verify",
            "  glyphstream verify --last 1000        only the newest, while images come",
            "  glyphstream verify --sample 0.01      one score in a hundred, all else in full",
            "  glyphstream verify --models           and measure published models again",
            "  glyphstream verify --accept-losses    known losses are no failure",
            "  glyphstream verify --json | jq .problems"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            defaultValue = ProcessorSettings.DEFAULT_APPLICATION_ID,
            description = "The processors whose commits to check. Default: ${DEFAULT-VALUE}.")
    private String applicationId = "";

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "The share of the scores to recompute, from 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double sample;

    @Option(
            names = "--last",
            paramLabel = "N",
            description =
                    "Verify only the newest N images: as many of each partition, and where one has fewer, more of "
                            + "the others. Labels and accuracy are left out.")
    private Optional<Long> last = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "How long processors may take to catch up before what is open counts as missing. Default: ${DEFAULT-VALUE}.")
    private double patience;

    @Option(
            names = "--accept-losses",
            description =
                    "Records that retention removed before they had an outcome, and those of topics that were deleted and created "
                            + "again, are counted and listed, but do not fail the verification.")
    private boolean acceptLosses;

    @Option(
            names = "--models",
            description =
                    "Also measure every published model again on the held-out images of the log that its manifest "
                            + "names. Those that were measured on a file are named, and not checked.")
    private boolean models;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    VerifyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var settings = Usage.check(() -> new VerifySettings(
                applicationId,
                sample,
                Duration.ofMillis(Math.round(1000 * patience)),
                Runtime.getRuntime().availableProcessors(),
                acceptLosses ? Losses.ACCEPTED : Losses.REFUSED,
                last.map(OptionalLong::of).orElseGet(OptionalLong::empty)));
        Usage.check(() -> ProcessorSettings.of("verified").withApplicationId(applicationId));
        VerifyReport report;
        try (var display = environment.progressDisplay()) {
            report = Verification.run(
                    kafka.reachableCluster(CommandRights.VERIFY, applicationId),
                    kafka.topics(),
                    settings,
                    environment.clock(),
                    (done, total) -> display.show("verifying", done, total));
        }
        report = models ? withFigures(report, settings.threads()) : report;
        if (output.isJson()) {
            environment.out().lines(Json.pretty(JsonView.of(report)));
        } else {
            environment.out().lines(Verification.lines(report));
            report.problems().forEach(problem -> environment.err().println("glyphstream: " + problem));
        }
        return (report.ok() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private VerifyReport withFigures(VerifyReport report, int threads) {
        try (var display = environment.progressDisplay()) {
            var figures = HeldOutFigures.check(
                    kafka.cluster(),
                    kafka.topics(),
                    threads,
                    (model, done, total) -> display.show("measuring " + References.text(model), done, total));
            return report.withFigures(figures.checked(), figures.wrong(), figures.unchecked());
        }
    }
}
