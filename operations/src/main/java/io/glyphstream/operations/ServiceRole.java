package io.glyphstream.operations;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import java.util.Optional;
import java.util.Set;

/** What a published version does at present. */
public enum ServiceRole {
    /** Its answers are the stream's answers. */
    CHAMPION("champion"),
    /** It is scored beside the champion. */
    CHALLENGER("challenger"),
    /** It must not serve again. */
    RETIRED("retired"),
    /** It does not serve. */
    NONE("");

    private final String text;

    ServiceRole(String text) {
        this.text = text;
    }

    /** Returns the role in a word; empty for none. */
    public String text() {
        return text;
    }

    /** Returns the role of a version under the deployment in force. */
    public static ServiceRole of(ModelReference reference, Optional<Deployment> current, Set<ModelReference> retired) {
        if (current.map(Deployment::getChampion).filter(reference::equals).isPresent()) {
            return CHAMPION;
        }
        if (current.map(Deployment::getChallengers)
                .filter(all -> all.contains(reference))
                .isPresent()) {
            return CHALLENGER;
        }
        return retired.contains(reference) ? RETIRED : NONE;
    }
}
