/** What travels: the Avro records, the topics they travel on, and their form on the wire. */
@NullMarked
package io.glyphstream.schemas;

import org.jspecify.annotations.NullMarked;
