/**
 * The libtorch backend of the tensor language: eager tensors with gradients, weights, optimizer and
 * losses; the only package that knows libtorch.
 *
 * <p>The native libraries are unpacked at first use into the folder of the system property {@code
 * org.bytedeco.javacpp.cachedir}, {@code ~/.javacpp/cache} by default.
 */
@NullMarked
package ai.vugen.training.torch;

import org.jspecify.annotations.NullMarked;
