/**
 * Files that appear complete or not at all, and what is kept on disk between runs: the cache folder
 * is the one place that the SDK may write to without being asked.
 */
@NullMarked
package ai.vugen.file;

import org.jspecify.annotations.NullMarked;
