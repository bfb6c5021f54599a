package io.glyphstream.soak;

import io.glyphstream.cli.soak.SoakFault;
import io.glyphstream.operations.StopSignal;
import io.glyphstream.schemas.TrainerReport;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What a soak does to its trainers; afterwards one is there, and at work. */
final class TrainerFaults {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A training takes some seconds, its publication too. */
    private static final int MOST_MILLIS_INTO_A_TRAINING = 4_000;

    private final Trainers trainers;
    private final SplittableRandom random;
    private final StopSignal stop;

    TrainerFaults(Trainers trainers, SplittableRandom random, StopSignal stop) {
        this.trainers = trainers;
        this.random = random;
        this.stop = stop;
    }

    /**
     * What a fault came to.
     *
     * @param recovery until another trainer was at work; nothing if that took too long
     */
    record Result(Optional<Duration> recovery, String remark) {}

    Result inflict(SoakFault fault) throws InterruptedException {
        return switch (fault) {
            case KILL_TRAINER -> kill("");
            case KILL_IN_TRAINING -> killInTraining();
            case TWO_TRAINERS -> two();
            default -> throw new IllegalArgumentException("not a fault of trainers: " + fault);
        };
    }

    private Result killInTraining() throws InterruptedException {
        if (!trainers.awaitTraining(PATIENCE)) {
            return kill(", no training began");
        }
        stop.await(random.nextInt(MOST_MILLIS_INTO_A_TRAINING), TimeUnit.MILLISECONDS);
        return kill("");
    }

    private Result kill(String remark) {
        long begin = System.nanoTime();
        var left = trainers.kill()
                .map(TrainerReport::getOrder)
                .map(order -> ", training " + order.getNumber() + " was in hand")
                .orElse("");
        return new Result(recovery(trainers.start(), begin), remark + left);
    }

    /** The second stands by for as long as the first is there, and then takes over. */
    private Result two() {
        var first = trainers.any();
        var second = trainers.start();
        boolean stoodBy = trainers.awaitStandingBy(second, PATIENCE);
        long begin = System.nanoTime();
        trainers.leave(first);
        return new Result(
                stoodBy ? recovery(second, begin) : Optional.empty(), stoodBy ? "" : ", the second did not stand by");
    }

    private Optional<Duration> recovery(ChildProcess next, long begin) {
        return trainers.awaitAtWork(next, PATIENCE)
                ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
                : Optional.empty();
    }
}
