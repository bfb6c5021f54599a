package io.glyphstream.cli;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.operations.Guard;
import io.glyphstream.operations.GuardFinding;
import io.glyphstream.operations.GuardLook;
import io.glyphstream.operations.GuardPolicy;
import io.glyphstream.registry.deployments.DeploymentDecision;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream guard}. */
@Command(
        name = "guard",
        description = {
            "Rolls back when the champion is less accurate than the one before it.",
            "Watches the running accuracy until Ctrl-C. The difference must be more than chance allows; the "
                    + "reason goes on the log of deployments.",
            "The test is Fisher's, exact and one-sided, made when the champion has seen --least labeled images, "
                    + "and again at 2, 4, 8, ... times as many.",
            "Look k may err with a chance of LEVEL / (k (k + 1)), so that over all its looks a champion as good "
                    + "as the one before is rolled back with a chance of at most LEVEL."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream guard",
            "  glyphstream guard --least 2000 --level 0.0001",
            "  glyphstream guard --once --dry-run                 what would it do now?"
        })
final class GuardCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--level",
            paramLabel = "P",
            defaultValue = "0.001",
            description = "The chance of rolling a champion back that is as good. Default: ${DEFAULT-VALUE}.")
    private double level;

    @Option(
            names = "--least",
            paramLabel = "N",
            defaultValue = "500",
            description = "Look first after so many labeled images of the champion. Default: ${DEFAULT-VALUE}.")
    private long least;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How often to see whether a look is due. Default: ${DEFAULT-VALUE}.")
    private long interval;

    @Option(names = "--once", description = "Look once and end.")
    private boolean isOnce;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean isDryRun;

    @Option(names = "--actor", paramLabel = "NAME", defaultValue = "guard", description = "Default: ${DEFAULT-VALUE}.")
    private String actor = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    GuardCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        var policy = Usage.checkOptions(() -> new GuardPolicy(level, least));
        if (interval < 1) {
            throw Usage.mistake("--interval must be at least 1 s but was " + interval);
        }
        var cluster = kafka.reachableCluster(isDryRun ? CommandRights.GUARD_DRY_RUN : CommandRights.GUARD);
        try (var guard = new Guard(cluster, kafka.topics(), environment.clock(), policy)) {
            do {
                (isDryRun ? guard.look() : guard.act(actor)).accept(new Teller());
            } while (!isOnce && !environment.interruption().await(interval, TimeUnit.SECONDS));
        }
        return ExitCode.OK.value();
    }

    /** Prints what the guard found. */
    private final class Teller implements GuardFinding.Receiver {

        /** Of little interest when it comes every few seconds. */
        @Override
        public void idle(String why) {
            if (isOnce) {
                environment.say(why);
            }
        }

        @Override
        public void noDrop(GuardLook look) {
            environment.say("no drop: " + look.reason());
        }

        @Override
        public void drop(GuardLook look) {
            environment.say("would roll back: " + look.reason());
        }

        @Override
        public void rolledBack(GuardLook look, DeploymentDecision decision) {
            environment.out().println(Texts.sentence(decision));
        }

        @Override
        public void refused(GuardLook look, String why) {
            environment.say("a drop, but no way back: " + why);
        }
    }
}
