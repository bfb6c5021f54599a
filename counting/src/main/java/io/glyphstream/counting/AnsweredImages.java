package io.glyphstream.counting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.ModelReference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/*
 * A hundred thousand images of each partition live for seconds or minutes: too long to be collected while young, and they follow each other for ever. As
 * objects they were most of what the garbage collector had to copy. So they lie in rings of plain numbers: image n has place n in every
 * ring, counted from the first image ever, and its id and answers lie one after the other in a ring of bytes. All rings have a power of
 * two as their length and double when they are full.
 *
 * The table finds an image by its id: open addressing with linear probing, at most half full. An entry is the id's hash and, in its lower
 * half, the image's place plus one, so that probing looks nowhere else; zero is empty. Removal closes the gap, so there are no marks of
 * removed ones (D. Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R).
 */
/** Answered images by their ids, in the order in which they came. */
final class AnsweredImages {
    private static final int FIRST_LENGTH = 16;
    private static final int FIRST_BYTES = 1024;

    private long first;
    private long next;
    private int[] hashes = new int[FIRST_LENGTH];
    private long[] arrivals = new long[FIRST_LENGTH];
    private long[] windowStarts = new long[FIRST_LENGTH];
    private short[] truths = new short[FIRST_LENGTH];
    private int[] idLengths = new int[FIRST_LENGTH];
    private long[] textStarts = new long[FIRST_LENGTH];
    private Panel[] panels = new Panel[FIRST_LENGTH];
    private long[] table = new long[2 * FIRST_LENGTH];

    private byte[] text = new byte[FIRST_BYTES];
    private long textEnd;

    /** The models that answered. Mostly the same as those before: then it is the same object. */
    private record Panel(List<ModelReference> models, int classes) {}

    int size() {
        return (int) (next - first);
    }

    /** Returns how many bytes the ids and the answers take. */
    long bytes() {
        return size() == 0 ? 0 : textEnd - textStarts[place(first)];
    }

    /** Adds an image that came at this time, unless there is one with its id; returns whether it was added. */
    boolean add(String imageId, AnsweredImage image, long arrivedAt) {
        var id = imageId.getBytes(UTF_8);
        var hash = spread(Arrays.hashCode(id));
        if (find(id, hash) >= 0) {
            return false;
        }
        if (size() == hashes.length) {
            grow();
        }
        var at = place(next);
        hashes[at] = hash;
        arrivals[at] = arrivedAt;
        windowStarts[at] = image.windowStart();
        truths[at] = (short) image.truth();
        idLengths[at] = id.length;
        textStarts[at] = textEnd;
        panels[at] = panel(image);
        write(id, image);
        enter(at);
        next++;
        return true;
    }

    /** Returns the image with this id; what it becomes, it becomes here. */
    Optional<AnsweredImage> get(String imageId) {
        var id = imageId.getBytes(UTF_8);
        var at = find(id, spread(Arrays.hashCode(id)));
        if (at < 0) {
            return Optional.empty();
        }
        var answers = new byte[panels[at].models().size()];
        for (var i = 0; i < answers.length; i++) {
            answers[i] = text[textPlace(textStarts[at] + idLengths[at] + i)];
        }
        return Optional.of(new AnsweredImage(
                panels[at].models(),
                panels[at].classes(),
                answers,
                windowStarts[at],
                truths[at],
                truth -> truths[at] = (short) truth));
    }

    /** Returns when the oldest came; there must be one. */
    long oldestArrival() {
        return arrivals[place(first)];
    }

    /** Removes the oldest; there must be one. */
    void removeOldest() {
        leave(place(first));
        first++;
    }

    private int place(long number) {
        return (int) number & (hashes.length - 1);
    }

    private int textPlace(long position) {
        return (int) position & (text.length - 1);
    }

    private static int spread(int hash) {
        var mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    private Panel panel(AnsweredImage image) {
        var latest = size() == 0 ? null : panels[place(next - 1)];
        return latest != null && latest.models() == image.models() && latest.classes() == image.classes()
                ? latest
                : new Panel(image.models(), image.classes());
    }

    private void write(byte[] id, AnsweredImage image) {
        var length = id.length + image.models().size();
        var start = size() == 0 ? textEnd : textStarts[place(first)];
        while (textEnd - start + length > text.length) {
            growText(start);
        }
        for (var one : id) {
            text[textPlace(textEnd++)] = one;
        }
        for (var i = 0; i < image.models().size(); i++) {
            text[textPlace(textEnd++)] = (byte) image.answer(i);
        }
    }

    /** Returns the place of the image with this id, or -1. */
    private int find(byte[] id, int hash) {
        for (var i = hash & (table.length - 1); table[i] != 0; i = (i + 1) & (table.length - 1)) {
            if (hash(table[i]) == hash && hasId(placeOf(table[i]), id)) {
                return placeOf(table[i]);
            }
        }
        return -1;
    }

    private boolean hasId(int at, byte[] id) {
        if (idLengths[at] != id.length) {
            return false;
        }
        for (var i = 0; i < id.length; i++) {
            if (text[textPlace(textStarts[at] + i)] != id[i]) {
                return false;
            }
        }
        return true;
    }

    private void enter(int at) {
        var i = hashes[at] & (table.length - 1);
        while (table[i] != 0) {
            i = (i + 1) & (table.length - 1);
        }
        table[i] = entry(at);
    }

    private void leave(int at) {
        var mask = table.length - 1;
        var gap = hashes[at] & mask;
        while (table[gap] != entry(at)) {
            gap = (gap + 1) & mask;
        }
        for (var i = (gap + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
            var home = hash(table[i]) & mask;
            // An entry may move to the gap if its home does not lie between the gap and where it is.
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                table[gap] = table[i];
                gap = i;
            }
        }
        table[gap] = 0;
    }

    private long entry(int at) {
        return ((long) hashes[at] << 32) | (at + 1);
    }

    private static int hash(long entry) {
        return (int) (entry >>> 32);
    }

    private static int placeOf(long entry) {
        return (int) entry - 1;
    }

    private void grow() {
        var length = 2 * hashes.length;
        var newHashes = new int[length];
        var newArrivals = new long[length];
        var newWindowStarts = new long[length];
        var newTruths = new short[length];
        var newIdLengths = new int[length];
        var newTextStarts = new long[length];
        var newPanels = new Panel[length];
        for (var number = first; number < next; number++) {
            var from = place(number);
            var to = (int) number & (length - 1);
            newHashes[to] = hashes[from];
            newArrivals[to] = arrivals[from];
            newWindowStarts[to] = windowStarts[from];
            newTruths[to] = truths[from];
            newIdLengths[to] = idLengths[from];
            newTextStarts[to] = textStarts[from];
            newPanels[to] = panels[from];
        }
        hashes = newHashes;
        arrivals = newArrivals;
        windowStarts = newWindowStarts;
        truths = newTruths;
        idLengths = newIdLengths;
        textStarts = newTextStarts;
        panels = newPanels;
        table = new long[2 * length];
        for (var number = first; number < next; number++) {
            enter(place(number));
        }
    }

    private void growText(long start) {
        var larger = new byte[2 * text.length];
        for (var position = start; position < textEnd; position++) {
            larger[(int) position & (larger.length - 1)] = text[textPlace(position)];
        }
        text = larger;
    }
}
