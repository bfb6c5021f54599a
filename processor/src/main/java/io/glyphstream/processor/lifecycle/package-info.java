/**
 * How far a processor is, and threads whose end is reported.
 *
 * <p>Read first: {@link io.glyphstream.processor.lifecycle.ProcessorStatus}, then {@link
 * io.glyphstream.processor.lifecycle.Lifecycle}, which holds what decides it.
 */
@NullMarked
package io.glyphstream.processor.lifecycle;

import org.jspecify.annotations.NullMarked;
