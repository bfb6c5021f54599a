package io.glyphstream.processor.metrics;

/** Why a record became a dead letter, in one of few words for the metrics; its headers have the whole sentence. */
public enum RefusalKind {
    /** Nothing that could be decoded, or not under its own key. */
    UNREADABLE("unreadable"),
    /** An image of another size than the champion takes. */
    WRONG_SIZE("wrong-size"),
    /** A label that is none of the classes. */
    WRONG_LABEL("wrong-label"),
    /** A record that ended its task again and again. */
    SET_ASIDE("set-aside"),
    /** A label where late labels are not counted. */
    NOT_COUNTED("not-counted"),
    /** A label for whose wait there was no room. */
    NO_ROOM("no-room"),
    /** A label whose image did not come in time. */
    NO_IMAGE("no-image"),
    /** A label whose image counts in a window that is closed. */
    WINDOW_CLOSED("window-closed");

    private final String code;

    RefusalKind(String code) {
        this.code = code;
    }

    /** Returns the value of the label {@code reason}. */
    String code() {
        return code;
    }
}
