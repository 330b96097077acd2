/**
 * One task a file. Each takes two optional arguments: the folder to write to, and a model's id or
 * folder.
 */
@NullMarked
package ai.vugen.examples;

import org.jspecify.annotations.NullMarked;
