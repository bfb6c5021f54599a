package io.glyphstream.model.neural;

/** Training that went wrong beyond repair: the loss is no number any more. The message says what to change. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergedException(int epoch, int batch, double loss, double rate) {
        super("the loss became " + loss + " in epoch " + epoch + ", batch " + batch + ", at a learning rate of " + rate
                + ": use a lower learning rate");
    }
}
