/**
 * The requests of each page of the console, and their answers as JSON.
 */
@NullMarked
package io.glyphstream.console.pages;

import org.jspecify.annotations.NullMarked;
