package ai.vugen.training.torch;

import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The build of libtorch, and what it was told to compute with. */
final class TorchLibrary {
  /** Variables by which OpenBLAS, oneDNN and libtorch are told to use other kernels. */
  private static final List<String> VARIABLES =
      List.of("OPENBLAS_CORETYPE", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY");

  private TorchLibrary() {}

  /** Returns name and version. */
  static String name() {
    try {
      return "libtorch " + Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "libtorch"; // in a jar with others, which has no version of its own
    }
  }

  /** Returns everything that decides which kernels compute on a given processor. */
  static String identity() {
    StringBuilder text = new StringBuilder(name());
    text.append('\n').append(torch.get_mkldnn_version().getString());
    text.append('\n').append(openblas_nolapack.OPENBLAS_VERSION);
    for (String variable : VARIABLES) {
      text.append('\n').append(variable).append('=').append(System.getenv(variable));
    }
    return text.toString();
  }
}
