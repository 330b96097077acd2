/**
 * The ONNX backend of the tensor language: networks become graphs whose weights stay in the
 * checkpoint's files. The bytes of a graph depend on nothing but the network and its configuration.
 */
@NullMarked
package ai.vugen.onnx;

import org.jspecify.annotations.NullMarked;
