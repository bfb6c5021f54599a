/**
 * Versions of models: published, listed, exported, and removed when they are retired.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.registry.publishing.ModelPublisher}: a snapshot becomes the next version, in one transaction.
 *   <li>{@link io.glyphstream.registry.publishing.ModelCatalog}: the versions that there are.
 *   <li>{@link io.glyphstream.registry.publishing.ModelFile}: a version as a file.
 *   <li>{@code VersionNumbers}: which number a snapshot gets.
 *   <li>{@link io.glyphstream.registry.publishing.ModelRetention}: removes what is retired.
 * </ul>
 */
@NullMarked
package io.glyphstream.registry.publishing;

import org.jspecify.annotations.NullMarked;
