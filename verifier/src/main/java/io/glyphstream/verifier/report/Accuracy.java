package io.glyphstream.verifier.report;

/** Whether the accuracy topic was compared with what predictions and labels give. */
public enum Accuracy {
    /** It was, and what differs is a finding. */
    COMPARED,
    /** It differs, and says nothing, as images or labels were coming in. */
    FED_MEANWHILE,
    /** It could not be, as not all is there or was read of what it was counted from, or some may have been counted again. */
    INCOMPLETE
}
