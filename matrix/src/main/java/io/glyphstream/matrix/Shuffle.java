package io.glyphstream.matrix;

/** Random orders (Fisher and Yates, in Durstenfeld's form). */
public final class Shuffle {

    private Shuffle() {}

    /** Returns the numbers 0 to size - 1 in random order. */
    public static int[] permutation(int size, RandomStream random) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
