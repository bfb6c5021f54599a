package io.glyphstream.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * What the classes in answers are called. The topic of models is read only if a header of an answer says that classes have
 * names. Where it cannot be read, the header's name is all that is known. For one thread.
 */
public final class AnswerNames implements AutoCloseable {
    private final ModelCatalog catalog;
    private final Map<ModelReference, ClassNames> known = new HashMap<>();
    private boolean isUnreadable;

    /** Connects on first use. */
    public AnswerNames(KafkaCluster cluster, Topics topics) {
        catalog = new ModelCatalog(cluster, topics);
    }

    /** Returns the names for one answer. */
    public LabelNames of(ConsumerRecord<byte[], byte[]> record, Prediction prediction) {
        var header = record.headers().lastHeader(PredictionHeaders.CLASS_NAME);
        if (header == null || header.value() == null) {
            return LabelNames.none();
        }
        var name = new String(header.value(), UTF_8);
        return (model, label) -> of(model)
                .name(label)
                .or(() -> isAnswer(prediction, model, label) ? Optional.of(name) : Optional.empty());
    }

    private static boolean isAnswer(Prediction prediction, ModelReference model, int label) {
        return label == prediction.getAnswer()
                && prediction.getScores().stream()
                        .anyMatch(score -> score.getRole() == Role.CHAMPION
                                && score.getModel().equals(model));
    }

    private ClassNames of(ModelReference model) {
        var names = known.get(model);
        if (names == null) {
            names = read(model);
            known.put(model, names);
        }
        return names;
    }

    private ClassNames read(ModelReference model) {
        if (isUnreadable) {
            return ClassNames.none();
        }
        try {
            return catalog.find(model).map(ClassNames::of).orElseGet(ClassNames::none);
        } catch (KafkaException unreadable) {
            isUnreadable = true;
            return ClassNames.none();
        }
    }

    @Override
    public void close() {
        catalog.close();
    }
}
