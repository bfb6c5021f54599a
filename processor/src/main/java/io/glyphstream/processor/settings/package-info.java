/**
 * What an operator may set for a processor.
 *
 * <p>Read first: {@link io.glyphstream.processor.settings.ProcessorSettings}, which has all of it.
 */
@NullMarked
package io.glyphstream.processor.settings;

import org.jspecify.annotations.NullMarked;
