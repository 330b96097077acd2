package ai.vugen.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.vugen.file.KeptFolder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries of the ONNX Runtime jar as files in a folder of their own, named by version,
 * platform and content.
 */
final class UnpackedLibraries {
  private static final List<String> NAMES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt",
          "onnxruntime_providers_rocm",
          "onnxruntime_providers_dnnl",
          "onnxruntime_providers_openvino",
          "onnxruntime_providers_qnn",
          "webgpu_dawn",
          "dxil",
          "dxcompiler");

  /** One library inside the jar. */
  private record Library(String fileName, URL url, long size, long checksum) {}

  private UnpackedLibraries() {}

  /**
   * Returns the folder below {@code parent} that holds the libraries, after unpacking them if they
   * are not there yet; null when the class path has none for this platform.
   */
  static @Nullable Path in(Path parent) throws IOException {
    List<Library> libraries = libraries();
    if (libraries.isEmpty()) {
      return null;
    }
    Path folder =
        parent.resolve(
            "onnxruntime-%s-%s-%s"
                .formatted(version(), HostPlatform.name(), fingerprint(libraries)));
    KeptFolder.keep(folder, unfinished -> unpack(libraries, unfinished));
    return folder;
  }

  /** Returns the version of the jar, without loading anything native. */
  static String version() {
    ModuleDescriptor module = OrtEnvironment.class.getModule().getDescriptor();
    String version =
        module == null
            ? OrtEnvironment.class.getPackage().getImplementationVersion()
            : module.rawVersion().orElse(null);
    return version == null ? "unversioned" : version;
  }

  private static List<Library> libraries() throws IOException {
    List<Library> found = new ArrayList<>();
    for (String name : NAMES) {
      String file = System.mapLibraryName(name).replace("jnilib", "dylib");
      URL url =
          OrtEnvironment.class.getResource(
              "/ai/onnxruntime/native/" + HostPlatform.name() + "/" + file);
      if (url != null) {
        found.add(library(file, url));
      }
    }
    return found;
  }

  /**
   * Returns a jar's directory already has size and checksum; only other places must be read for
   * them.
   */
  private static Library library(String file, URL url) throws IOException {
    URLConnection connection = url.openConnection();
    ZipEntry entry = connection instanceof JarURLConnection jar ? jar.getJarEntry() : null;
    if (entry != null && entry.getCrc() >= 0 && entry.getSize() >= 0) {
      return new Library(file, url, entry.getSize(), entry.getCrc());
    }
    CRC32 checksum = new CRC32();
    long size = 0;
    byte[] block = new byte[1 << 16];
    try (InputStream in = connection.getInputStream()) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        checksum.update(block, 0, read);
        size += read;
      }
    }
    return new Library(file, url, size, checksum.getValue());
  }

  /** Tells builds of one version apart: the GPU jar carries other libraries under equal names. */
  private static String fingerprint(List<Library> libraries) {
    CRC32 all = new CRC32();
    for (Library library : libraries) {
      all.update(
          "%s %d %d\n"
              .formatted(library.fileName, library.size, library.checksum)
              .getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().toHexDigits((int) all.getValue());
  }

  private static void unpack(List<Library> libraries, Path folder) throws IOException {
    for (Library library : libraries) {
      try (InputStream in = library.url.openStream()) {
        Files.copy(in, folder.resolve(library.fileName));
      }
    }
  }
}
