/**
 * Convolutional networks: scoring, training by backpropagation, and their snapshots.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.model.network.Layer}: what a network is made of.
 *   <li>{@link io.glyphstream.model.network.NetworkForm}: a chain of layers that fit each other, within bounds.
 *   <li>{@link io.glyphstream.model.network.ConvolutionalNetwork}: a fitted network.
 *   <li>{@link io.glyphstream.model.network.NetworkEnsemble}: several whose outputs are averaged.
 *   <li>{@link io.glyphstream.model.network.NetworkTraining}: the entrance to training.
 *   <li>{@code Convolving} and {@code Patches}: convolution as a product of matrices.
 *   <li>{@code SliceTraining}: some images forward and back.
 * </ul>
 */
@NullMarked
package io.glyphstream.model.network;

import org.jspecify.annotations.NullMarked;
