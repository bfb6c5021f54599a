package io.glyphstream.trainer.release;

import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import java.util.Optional;

/** What became of a released model. It is published in every case. */
public sealed interface ReleaseOutcome {

    /** The version, and whether it is a new one. */
    Publication publication();

    /** Which of the four cases it is. */
    Kind kind();

    /** Why it became what it is, in one sentence. */
    String reason();

    /** What it and the champion did on the same held-out images, where the gate compared them. */
    Optional<Comparison> comparison();

    /** Returns the decision that put it in service, or confirms that it is; nothing if it is not. */
    default Optional<Deployment> inService() {
        return Optional.empty();
    }

    /** Returns the exact model that was released. */
    default ModelReference reference() {
        return publication().manifest().getReference();
    }

    /** What may become of a released model. */
    enum Kind {
        PROMOTED,
        SHADOWED,
        REFUSED,
        WAITING
    }

    /** It is the champion: it answers from now on. */
    record Promoted(Publication publication, Deployment deployment, String reason, Optional<Comparison> comparison)
            implements ReleaseOutcome {

        @Override
        public Kind kind() {
            return Kind.PROMOTED;
        }

        @Override
        public Optional<Deployment> inService() {
            return Optional.of(deployment);
        }
    }

    /** It challenges the champion. */
    record Shadowed(Publication publication, Deployment deployment, String reason, Optional<Comparison> comparison)
            implements ReleaseOutcome {

        @Override
        public Kind kind() {
            return Kind.SHADOWED;
        }

        @Override
        public Optional<Deployment> inService() {
            return Optional.of(deployment);
        }
    }

    /** The gate let it through, but images that come at present would not be answered by it. */
    record Refused(Publication publication, String reason, Optional<Comparison> comparison) implements ReleaseOutcome {

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /** It waits for somebody's decision. */
    record Waiting(Publication publication, String reason, Optional<Comparison> comparison) implements ReleaseOutcome {

        @Override
        public Kind kind() {
            return Kind.WAITING;
        }
    }
}
