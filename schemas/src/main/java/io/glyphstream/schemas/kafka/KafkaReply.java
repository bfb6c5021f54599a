package io.glyphstream.schemas.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** What the cluster answers an admin client or a producer. */
public final class KafkaReply {
    private KafkaReply() {}

    /**
     * Waits for an answer and returns it.
     *
     * @throws KafkaException as the cluster, or the client's time limit, says
     */
    public static <T> T of(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
