package io.glyphstream.counting;

/** Is told of late labels that cannot be counted, and why: one method for each kind, so that none can be forgotten. */
public interface RefusedLabels {
    /** The label is none of the classes of the models that answered. */
    void wrongLabel(LateLabel label, String reason);

    /** Its image did not come yet, and there is no room to wait for it. */
    void noRoom(LateLabel label, String reason);

    /** Its image did not come in time. */
    void noImage(LateLabel label, String reason);

    /** Its image counts in a window that is closed. */
    void windowClosed(LateLabel label, String reason);
}
