/** Every decoder against bytes that a fuzzer makes up, guided by what they reach: {@code mvn verify -Pfuzz}. */
@NullMarked
package io.glyphstream.it;

import org.jspecify.annotations.NullMarked;
