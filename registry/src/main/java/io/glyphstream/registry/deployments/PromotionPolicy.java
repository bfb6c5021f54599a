package io.glyphstream.registry.deployments;

import io.glyphstream.schemas.ModelManifest;
import java.util.Optional;

/** What is asked before another model answers or challenges, beyond the model's own soundness. */
public sealed interface PromotionPolicy permits PromotionPolicy.Everything, StreamFitPolicy {
    /**
     * Called before a version becomes the champion.
     *
     * @param champion the present one, where there is one and it is still published
     * @throws UnfitForStreamException when it must not
     */
    void admitChampion(ModelManifest wanted, Optional<ModelManifest> champion);

    /**
     * Called before a version is scored beside the champion.
     *
     * @param champion the present one, where there is one and it is still published
     */
    void admitChallenger(ModelManifest wanted, Optional<ModelManifest> champion);

    /** Admits every version. */
    record Everything() implements PromotionPolicy {
        @Override
        public void admitChampion(ModelManifest wanted, Optional<ModelManifest> champion) {}

        @Override
        public void admitChallenger(ModelManifest wanted, Optional<ModelManifest> champion) {}
    }
}
