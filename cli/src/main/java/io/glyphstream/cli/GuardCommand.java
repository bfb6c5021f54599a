package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentDecision;
import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.DeploymentRefusedException;
import io.glyphstream.registry.StreamFitPolicy;
import io.glyphstream.schemas.ModelReference;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private final Surroundings surroundings;
    private final Map<ModelReference, Integer> looked = new HashMap<>();

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

    GuardCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        var cluster = kafka.reachableCluster(isDryRun ? CommandRights.GUARD_DRY_RUN : CommandRights.GUARD);
        var topics = kafka.topics();
        var policy = new StreamFitPolicy(cluster, topics, surroundings.clock(), StreamFitPolicy.Insistence.REFUSE);
        try (var log = new DeploymentLog(cluster, topics, surroundings.clock(), policy);
                var totals = new AccuracyTotals(cluster, topics)) {
            do {
                watch(log, totals);
            } while (!isOnce && !surroundings.interruption().await(interval, TimeUnit.SECONDS));
        }
        return ExitCode.OK.value();
    }

    private void check() {
        if (!(level > 0 && level < 1)) {
            throw Usage.mistake("--level must be between 0 and 1 but was " + level);
        }
        if (least < 1) {
            throw Usage.mistake("--least must be at least 1 but was " + least);
        }
        if (interval < 1) {
            throw Usage.mistake("--interval must be at least 1 s but was " + interval);
        }
    }

    private void watch(DeploymentLog log, AccuracyTotals totals) {
        List<ModelReference> champions = log.champions();
        var retired = log.retired();
        Optional<ModelReference> predecessor = champions.stream()
                .skip(1)
                .filter(former -> !retired.contains(former))
                .findFirst();
        if (predecessor.isEmpty()) {
            idle("there is no champion before the present one to go back to");
            return;
        }
        totals.refresh();
        var report = totals.of(champions.get(0));
        var before = totals.of(predecessor.get());
        if (report.isEmpty() || before.isEmpty() || before.get().getSeen() < least) {
            idle(Names.of(champions.get(0)) + " and " + Names.of(predecessor.get())
                    + " have not both seen enough labeled images");
            return;
        }
        int due = GuardLook.due(report.get().getSeen(), least);
        if (due == 0 || due <= looked.getOrDefault(champions.get(0), 0)) {
            idle("no look is due at " + Texts.count(report.get().getSeen(), "image") + " of "
                    + Names.of(champions.get(0)));
            return;
        }
        looked.put(champions.get(0), due);
        act(log, GuardLook.at(due, level, report.get(), before.get()));
    }

    private void act(DeploymentLog log, GuardLook look) {
        if (!look.isFall()) {
            say("no fall: " + look.reason());
            return;
        }
        if (isDryRun) {
            say("would roll back: " + look.reason());
            return;
        }
        try {
            var decision = log.rollBackFrom(
                    look.champion().getModel(), look.predecessor().getModel(), actor, look.reason());
            surroundings.out().println(told(decision));
        } catch (DeploymentRefusedException refused) {
            say("a fall, but no way back: " + refused.getMessage());
        }
    }

    private static String told(DeploymentDecision decision) {
        return decision instanceof DeploymentDecision.Unchanged unchanged
                ? "unchanged: " + unchanged.why()
                : Texts.sentence(decision.deployment());
    }

    /** Of little interest when it comes every few seconds. */
    private void idle(String why) {
        if (isOnce) {
            say(why);
        }
    }

    private void say(String what) {
        surroundings
                .err()
                .printf(Locale.ROOT, "%tT %s%n", surroundings.clock().instant().atZone(ZoneId.systemDefault()), what);
    }
}
