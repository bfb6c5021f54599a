package io.glyphstream.learning.service;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingOutcome;

/** Is told, on the service's thread, what a trainer service does. */
public interface ServiceListener {

    /** Called when the text or the phase has changed. */
    void status(TrainerPhase phase, String text);

    /** A training has ended, or what it promoted was rolled back. */
    void ended(TrainingOutcome outcome);

    /** A promoted version was compared with the champion before it in service, and stays. */
    void kept(ModelReference model, String figures);

    /** A detector raised an alarm, the first since the last training. */
    void drift(String what);

    /** Kafka does not do something; it is tried again. */
    void trouble(String what);
}
