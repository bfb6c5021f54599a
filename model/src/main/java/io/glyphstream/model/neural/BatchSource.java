package io.glyphstream.model.neural;

import io.glyphstream.matrix.RandomStream;
import io.glyphstream.matrix.Shuffle;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Distortion;
import io.glyphstream.model.Examples;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Hands out the images of all epochs, micro-batch by micro-batch, distorted and scaled, each epoch in a new random order.
 *
 * <p>What an image becomes is a function of the seed, the epoch, and the image, so it may be prepared ahead, by any
 * thread.
 */
public final class BatchSource {

    /**
     * A micro-batch has at most so many images; a step may have more. Enough that threads seldom wait for each other, few
     * enough that what a layer makes of them stays in the caches.
     */
    public static final int MOST_IN_MICRO_BATCH = 768;

    private static final int AHEAD = 4;

    private static final int IMAGES_AT_ONCE = 8;

    private final Examples examples;
    private final LearningSettings settings;
    private final Executor executor;
    private final Workers workers;
    private final float[] table;
    private final Distortion distortion;
    private final Deque<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
    private final int stepSize;
    private int[] order = {};
    private int epoch;
    private int nextFrom;

    /**
     * Returns the source of these examples.
     *
     * @param executor prepares what will be handed out soon
     * @param workers shares out what the executor does
     */
    BatchSource(
            Examples examples, LearningSettings settings, InputScaling scaling, Executor executor, Workers workers) {
        this.examples = examples;
        this.settings = settings;
        this.executor = executor;
        this.workers = workers;
        this.table = scaling.table();
        this.distortion = new Distortion(settings.augmentation(), examples.shape());
        this.stepSize = Math.min(settings.epochSettings().batchSize(), examples.size());
        int capacity = capacity(examples, settings);
        for (int i = 0; i < AHEAD; i++) {
            prepareNext(new Batch(capacity, examples.shape().values()));
        }
    }

    /** Returns how many images a micro-batch of these examples has at most. */
    public static int capacity(Examples examples, LearningSettings settings) {
        return Math.min(Math.min(settings.epochSettings().batchSize(), examples.size()), MOST_IN_MICRO_BATCH);
    }

    /** Returns the number of steps in an epoch. */
    int steps() {
        return (examples.size() + stepSize - 1) / stepSize;
    }

    /** Returns the next batch; it is the caller's until it is given back. */
    Batch take() {
        try {
            return ahead.remove().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("images could not be prepared: " + e.getMessage(), e);
        }
    }

    /** Gives back a batch that was taken, to become a later one. */
    void giveBack(Batch batch) {
        prepareNext(batch);
    }

    private void prepareNext(Batch batch) {
        if (nextFrom == order.length) {
            epoch++;
            order = order(epoch);
            nextFrom = 0;
        }
        int stepFrom = nextFrom / stepSize * stepSize;
        int stepTo = (int) Math.min((long) stepFrom + stepSize, order.length);
        int to = Math.min(nextFrom + MOST_IN_MICRO_BATCH, stepTo);
        var microBatch = new MicroBatch(epoch, stepFrom / stepSize + 1, nextFrom, to, stepFrom, stepTo);
        int[] current = order;
        nextFrom = to;
        ahead.add(CompletableFuture.supplyAsync(() -> prepared(batch, microBatch, current), executor));
    }

    /** In full batches the order changes nothing but rounding, so it stays as it is. */
    private int[] order(int number) {
        if (stepSize < examples.size()) {
            return Shuffle.permutation(
                    examples.size(), RandomStream.of(settings.seed(), RandomPurpose.ORDER.code, number));
        }
        var unchanged = new int[examples.size()];
        for (int i = 0; i < unchanged.length; i++) {
            unchanged[i] = i;
        }
        return unchanged;
    }

    private Batch prepared(Batch batch, MicroBatch microBatch, int[] current) {
        batch.become(microBatch);
        int parts = (microBatch.size() + IMAGES_AT_ONCE - 1) / IMAGES_AT_ONCE;
        workers.run(parts, part -> {
            int from = part * IMAGES_AT_ONCE;
            prepare(batch, current, from, Math.min(microBatch.size(), from + IMAGES_AT_ONCE));
        });
        if (!batch.input.isSparse(microBatch.size())) {
            batch.input.expand(microBatch.size());
            return batch;
        }
        batch.input.columns.transpose(batch.input.sparse, microBatch.size());
        return batch;
    }

    private void prepare(Batch batch, int[] current, int fromRow, int toRow) {
        MicroBatch microBatch = batch.microBatch();
        int area = examples.shape().values();
        var dropout = new Dropout(
                settings.regularization().inputDropout(),
                RandomStream.seed(
                        settings.seed(), RandomPurpose.INPUT_DROPOUT.code, microBatch.epoch(), microBatch.from()));
        for (int row = fromRow; row < toRow; row++) {
            int example = current[microBatch.from() + row];
            batch.labels[row] = examples.label(example);
            var random = RandomStream.of(settings.seed(), RandomPurpose.AUGMENTATION.code, microBatch.epoch(), example);
            if (distortion.isNone()) {
                batch.input.put(row, examples.pixels(), example * area, table);
            }
            if (!distortion.isNone()) {
                batch.input.put(row, distortion.distorted(examples.pixels(), example * area, random), 0, table);
            }
            if (!dropout.isNone()) {
                batch.input.sparse.change(row, dropout::apply);
            }
        }
    }
}
