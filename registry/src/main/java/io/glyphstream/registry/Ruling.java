package io.glyphstream.registry;

import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a wish to change who serves comes to, before it is written down. */
sealed interface Ruling {
    /** Granted: the state that is to be in force. */
    record Change(
            DeploymentAction action,
            ModelReference subject,
            @Nullable ModelReference champion,
            List<ModelReference> challengers)
            implements Ruling {
        public Change {
            challengers = List.copyOf(challengers);
        }
    }

    /** It is so already. */
    record AlreadySo(String why) implements Ruling {}
}
