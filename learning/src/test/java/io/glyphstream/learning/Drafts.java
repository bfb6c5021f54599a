package io.glyphstream.learning;

import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.TrainingRecipe;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drafts of manifests that say something else than the training did. */
final class Drafts {

    private Drafts() {}

    static ModelDraft withRecipe(ModelDraft draft, String name, @Nullable TrainingRecipe recipe) {
        return with(draft, name, facts(draft.training()).setRecipe(recipe));
    }

    static ModelDraft withHeldOutRule(ModelDraft draft, String name, String rule) {
        var log = Optional.ofNullable(draft.training().getLog()).orElseThrow();
        var changed = new LogData(log.getImages(), log.getLabels(), log.getWindow(), rule, log.getSha256());
        return with(draft, name, facts(draft.training()).setLog(changed));
    }

    static ModelDraft withCorrect(ModelDraft draft, long correct) {
        return with(draft, draft.model(), facts(draft.training()).setCorrect(correct));
    }

    static ModelDraft withConfusion(ModelDraft draft, List<Long> confusion) {
        return with(draft, draft.model(), facts(draft.training()).setConfusion(confusion));
    }

    private static ModelDraft with(ModelDraft draft, String name, TrainingFacts.Builder facts) {
        return new ModelDraft(
                name,
                draft.kind(),
                draft.format(),
                draft.rows(),
                draft.columns(),
                draft.classes(),
                facts.build(),
                draft.probes(),
                draft.publishedBy());
    }

    private static TrainingFacts.Builder facts(TrainingFacts facts) {
        return TrainingFacts.newBuilder()
                .setDataset(facts.getDataset())
                .setDatasetSha256(facts.getDatasetSha256())
                .setSeed(facts.getSeed())
                .setSettings(facts.getSettings())
                .setTrainedOn(facts.getTrainedOn())
                .setHeldOut(facts.getHeldOut())
                .setCorrect(facts.getCorrect())
                .setConfusion(facts.getConfusion())
                .setDurationMillis(facts.getDurationMillis())
                .setRecipe(facts.getRecipe())
                .setLog(facts.getLog());
    }
}
