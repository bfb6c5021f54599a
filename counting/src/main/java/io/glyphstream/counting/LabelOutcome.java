package io.glyphstream.counting;

/** What becomes of a late label. */
sealed interface LabelOutcome {
    /** Calls the method that is for this outcome. */
    void accept(Visitor visitor);

    /** Takes one outcome. */
    interface Visitor {
        void corrects(AnsweredImage image, int label);

        void waits();

        void known();

        void noRoom(String reason);

        void wrong(String reason);
    }

    /** It is the truth about an image that was answered before. */
    record Corrects(AnsweredImage image, int label) implements LabelOutcome {
        @Override
        public void accept(Visitor visitor) {
            visitor.corrects(image, label);
        }
    }

    /** Its image did not come yet. */
    record Waits() implements LabelOutcome {
        @Override
        public void accept(Visitor visitor) {
            visitor.waits();
        }
    }

    /** It says what is known. */
    record Nothing() implements LabelOutcome {
        @Override
        public void accept(Visitor visitor) {
            visitor.known();
        }
    }

    /** Its image did not come yet, and there is no room to wait for it: it is a dead letter. */
    record Crowded(String reason) implements LabelOutcome {
        @Override
        public void accept(Visitor visitor) {
            visitor.noRoom(reason);
        }
    }

    /** It cannot be counted, and is a dead letter. */
    record Refused(String reason) implements LabelOutcome {
        @Override
        public void accept(Visitor visitor) {
            visitor.wrong(reason);
        }
    }
}
