package ai.vugen.runtime;

import ai.vugen.error.RuntimeFailureException;
import ai.vugen.file.CacheFolder;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The few calls into the C library that Java 17 has no equivalent of, made through JNA. */
final class NativeAccess {
  /** Where JNA unpacks its own library; unset, it makes a folder of its own in the user's home. */
  private static final String JNA_FOLDER = "jna.tmpdir";

  private static boolean loaded;

  private NativeAccess() {}

  /** Sets a variable in the environment that native code of this process sees; not on Windows. */
  static void setEnvironment(String name, String value) {
    load();
    int result =
        NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, 1});
    if (result != 0) {
      throw new RuntimeFailureException(
          "The environment variable %s could not be set (error %d).".formatted(name, result));
    }
  }

  /** Allocates zeroed memory that is freed by closing it. */
  static Memory allocate(long bytes) {
    load();
    try {
      Memory memory = new Memory(bytes);
      memory.clear();
      return memory;
    } catch (OutOfMemoryError e) {
      throw new RuntimeFailureException(
          "%d bytes outside the Java heap could not be allocated; the machine has too little memory left."
              .formatted(bytes),
          e);
    }
  }

  private static synchronized void load() {
    if (loaded) {
      return;
    }
    boolean set = System.getProperty(JNA_FOLDER) != null;
    if (!set) {
      System.setProperty(JNA_FOLDER, unpackFolder().toString());
    }
    try {
      new Memory(1).close();
      loaded = true;
    } catch (LinkageError e) {
      throw new RuntimeFailureException(
          "JNA could not load its native library; set the system property jna.tmpdir to a folder"
              + " from which libraries may be loaded.",
          e);
    } finally {
      if (!set) {
        System.clearProperty(JNA_FOLDER);
      }
    }
  }

  private static Path unpackFolder() {
    Path folder = CacheFolder.root().resolve("native");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException e) {
      // Read-only homes are common in containers; the temp folder serves as well.
    }
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
