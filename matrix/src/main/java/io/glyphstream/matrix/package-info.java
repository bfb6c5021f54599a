/**
 * Matrices of floats and their products: what any model may use, and nothing about models.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.matrix.FloatMatrix}: a matrix, and what its products promise.
 *   <li>{@link io.glyphstream.matrix.Product}: one product as a task, on parts of arrays ({@link
 *       io.glyphstream.matrix.Strided}).
 *   <li>{@link io.glyphstream.matrix.Kernel}: the inner loops. {@code ScalarKernel} is the definition; {@code VectorKernel}
 *       returns the same bits faster.
 *   <li>{@link io.glyphstream.matrix.SparseRows}: matrices that are mostly zero, as images are.
 *   <li>{@link io.glyphstream.matrix.Workers}: the threads that share out a product.
 * </ul>
 */
@NullMarked
package io.glyphstream.matrix;

import org.jspecify.annotations.NullMarked;
