/** Z → z̃. The dimension reducer and the statistics of its latents. */
@NullMarked
package ai.vugen.model.reducer;

import org.jspecify.annotations.NullMarked;
