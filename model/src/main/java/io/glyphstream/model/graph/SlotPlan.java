package io.glyphstream.model.graph;

import java.util.ArrayList;
import java.util.List;

/*
 * Each node writes into a slot. A slot is free for another node as soon as no later node reads what is in it. An operation
 * that works value by value writes over what comes to it where it can. A slot counts the reads that are still to come of all
 * values in it, which are more than one where a value is the same in another shape.
 */
/** Which values share memory: each value of a design has a slot, and a slot has one value at a time. */
final class SlotPlan {

    private final List<Slot> slots = new ArrayList<>();
    private final List<Slot> free = new ArrayList<>();
    private final List<Slot> byValue = new ArrayList<>();

    SlotPlan(GraphDesign design) {
        var shapes = design.shapes();
        var reads = reads(design);
        byValue.add(take(shapes.get(0).size(), reads[0]));
        for (int i = 0; i < design.nodes().size(); i++) {
            byValue.add(slot(design.nodes().get(i), shapes.get(i + 1).size(), reads[i + 1]));
        }
    }

    /** Returns how often each value is read; the scores once, by who asked for them. */
    private static int[] reads(GraphDesign design) {
        var reads = new int[design.nodes().size() + 1];
        design.nodes().forEach(node -> node.inputs().forEach(input -> reads[input]++));
        reads[reads.length - 1]++;
        return reads;
    }

    private Slot slot(Node node, long size, int reads) {
        var slot = switch (node.operation().placement()) {
            case IS_INPUT -> byValue.get(node.inputs().get(0));
            case OVER_INPUT -> overInput(node, size);
            case APART -> take(size, 0);
        };
        slot.reads += reads;
        node.inputs().forEach(input -> release(byValue.get(input)));
        return slot;
    }

    private Slot overInput(Node node, long size) {
        return node.inputs().stream()
                .limit(2)
                .map(byValue::get)
                .filter(slot -> slot.reads == 1)
                .findFirst()
                .orElseGet(() -> take(size, 0));
    }

    private void release(Slot slot) {
        slot.reads--;
        if (slot.reads == 0) {
            free.add(slot);
        }
    }

    /** Returns the smallest free slot that is large enough, or the largest one, which grows, or a new one. */
    private Slot take(long size, int reads) {
        Slot best = null;
        for (Slot slot : free) {
            if (best == null || isBetter(slot, best, size)) {
                best = slot;
            }
        }
        if (best == null) {
            best = new Slot(slots.size());
            slots.add(best);
        }
        free.remove(best);
        best.size = Math.max(best.size, size);
        best.reads = reads;
        return best;
    }

    private static boolean isBetter(Slot slot, Slot best, long size) {
        if (best.size < size) {
            return slot.size > best.size;
        }
        return slot.size >= size && slot.size < best.size;
    }

    /** Returns the number of the slot of a value, as {@link Node#inputs} counts values. */
    int slotOf(int value) {
        return byValue.get(value).number;
    }

    /** Returns how many numbers each slot holds for one image. */
    List<Long> sizes() {
        return slots.stream().map(slot -> slot.size).toList();
    }

    /** Memory for one value at a time. */
    private static final class Slot {

        private final int number;
        private long size;
        private int reads;

        Slot(int number) {
            this.number = number;
        }
    }
}
