/**
 * The stages of a model that own sessions: encode, prefill, sample, decode, chat; and their caches.
 */
@NullMarked
package ai.vugen.pipeline;

import org.jspecify.annotations.NullMarked;
