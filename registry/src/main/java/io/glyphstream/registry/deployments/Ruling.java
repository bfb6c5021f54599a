package io.glyphstream.registry.deployments;

import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request to change who serves comes to, before it is recorded. */
sealed interface Ruling {
    /** Returns what one of the two functions makes of it; the second gets the reason. */
    <T> T match(Function<Change, T> granted, Function<String, T> alreadySo);

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

        @Override
        public <T> T match(Function<Change, T> granted, Function<String, T> alreadySo) {
            return granted.apply(this);
        }
    }

    /** It is so already. */
    record AlreadySo(String why) implements Ruling {
        @Override
        public <T> T match(Function<Change, T> granted, Function<String, T> alreadySo) {
            return alreadySo.apply(why);
        }
    }
}
