/** Pixels in and out: reading and writing pictures, and resizing them exactly as Pillow does. */
@NullMarked
package ai.vugen.image;

import org.jspecify.annotations.NullMarked;
