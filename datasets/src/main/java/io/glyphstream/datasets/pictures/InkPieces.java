package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The pieces of ink in a small image: what hangs together, corner to corner, too. */
final class InkPieces {

    private InkPieces() {}

    /** One piece: its places (row x columns + column), and the box around it. */
    record Piece(List<Integer> places, int top, int bottom, int left, int right) {
        Piece {
            places = List.copyOf(places);
        }

        int rows() {
            return bottom - top + 1;
        }

        int columns() {
            return right - left + 1;
        }
    }

    /** Returns the pieces of what is at least so strong. */
    static List<Piece> of(GrayImage ink, int least) {
        boolean[] seen = new boolean[ink.rows() * ink.columns()];
        var pieces = new ArrayList<Piece>();
        for (int place = 0; place < seen.length; place++) {
            if (!seen[place] && (ink.sharedPixels()[place] & 0xff) >= least) {
                pieces.add(piece(ink, least, place, seen));
            }
        }
        return pieces;
    }

    private static Piece piece(GrayImage ink, int least, int first, boolean[] seen) {
        var places = new ArrayList<Integer>();
        var next = new ArrayDeque<Integer>(List.of(first));
        seen[first] = true;
        int top = ink.rows();
        int bottom = 0;
        int left = ink.columns();
        int right = 0;
        while (!next.isEmpty()) {
            int place = next.remove();
            places.add(place);
            int row = place / ink.columns();
            int column = place % ink.columns();
            top = Math.min(top, row);
            bottom = Math.max(bottom, row);
            left = Math.min(left, column);
            right = Math.max(right, column);
            for (int r = Math.max(0, row - 1); r <= Math.min(ink.rows() - 1, row + 1); r++) {
                for (int c = Math.max(0, column - 1); c <= Math.min(ink.columns() - 1, column + 1); c++) {
                    int neighbor = r * ink.columns() + c;
                    if (!seen[neighbor] && ink.pixel(r, c) >= least) {
                        seen[neighbor] = true;
                        next.add(neighbor);
                    }
                }
            }
        }
        return new Piece(places, top, bottom, left, right);
    }
}
