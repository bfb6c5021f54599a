@NullMarked
package io.glyphstream.registry.deployments;

import org.jspecify.annotations.NullMarked;
