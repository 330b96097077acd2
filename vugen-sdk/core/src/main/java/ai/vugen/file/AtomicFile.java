package ai.vugen.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written whole or not at all: into a temporary file in the same folder, to the disk
 * (fsync), then moved to its name in one step. An older file is replaced.
 *
 * <p>What stands at the name decides what is kept of it:
 *
 * <ul>
 *   <li>A symbolic link stays, and the file that it points to is written.
 *   <li>A file's POSIX permissions stay, and its owner and group where the system allows it.
 *   <li>A device, a pipe or a socket is written to as it is, since it cannot be replaced.
 * </ul>
 *
 * <p>The temporary name is short, whatever the length of the name. It is removed when writing
 * fails; only a killed process leaves one behind, which ends in {@link #SUFFIX}.
 */
public final class AtomicFile {
  /** The end of temporary names. */
  static final String SUFFIX = ".part";

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private final Path file;
  private final boolean createsFolders;

  private AtomicFile(Path file, boolean createsFolders) {
    this.file = file;
    this.createsFolders = createsFolders;
  }

  /** What is written. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the channel is at the beginning of an empty file or of a device. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Returns a file to be written into a folder that exists. */
  public static AtomicFile of(Path file) {
    return new AtomicFile(file, false);
  }

  /** Returns the same file, whose folders are created if they are missing. */
  public AtomicFile withFolders() {
    return new AtomicFile(file, true);
  }

  /**
   * Writes bytes.
   *
   * @throws IOException if the file cannot be written; what was there is untouched
   */
  public void write(byte[] bytes) throws IOException {
    write(
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  /**
   * Writes a text in UTF-8.
   *
   * @throws IOException if the file cannot be written; what was there is untouched
   */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a copy of another file.
   *
   * @throws IOException if either file fails; what was there is untouched
   */
  public void copyOf(Path other) throws IOException {
    try (InputStream in = Files.newInputStream(other)) {
      write(channel -> in.transferTo(stream(channel)));
    }
  }

  /**
   * Writes what {@code content} writes.
   *
   * @throws IOException if {@code content} throws it or the file cannot be written; what was there
   *     is untouched
   */
  public void write(Content content) throws IOException {
    if (isDevice(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
      }
      return;
    }
    Path target = linked(file.toAbsolutePath());
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "is a folder");
    }
    if (createsFolders) {
      Files.createDirectories(folder);
    }
    replace(target, temporaryIn(folder), content);
  }

  /** Returns a stream into a channel, for writers that need one. */
  public static OutputStream stream(FileChannel channel) {
    return Channels.newOutputStream(channel);
  }

  /** Returns a new name in a folder that says that its file is not complete. */
  static Path temporaryIn(Path folder) {
    return folder.resolve("." + randomName() + SUFFIX);
  }

  static String randomName() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static void replace(Path target, Path temporary, Content content) throws IOException {
    PosixFileAttributes old = attributes(target);
    try {
      try (FileChannel channel = create(temporary, old)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(temporary, target);
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** Creates the temporary file, with the owner and permissions of the one that it replaces. */
  private static FileChannel create(Path temporary, @Nullable PosixFileAttributes old)
      throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (old == null) {
      return FileChannel.open(temporary, options, NO_ATTRIBUTES);
    }
    FileChannel channel =
        FileChannel.open(
            temporary, options, PosixFilePermissions.asFileAttribute(old.permissions()));
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
      keepOwner(view, old);
      view.setPermissions(old.permissions()); // the umask has taken from what was asked for
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes old)
      throws IOException {
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.group().equals(old.group())) {
        view.setGroup(old.group());
      }
      if (!now.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
    } catch (IOException e) {
      // only the superuser may give files away; the new file then belongs to who wrote it
    }
  }

  private static @Nullable PosixFileAttributes attributes(Path target) throws IOException {
    boolean hasThem =
        Files.isRegularFile(target)
            && target.getFileSystem().supportedFileAttributeViews().contains("posix");
    return hasThem ? Files.readAttributes(target, PosixFileAttributes.class) : null;
  }

  /** Moves a file to a name, replacing what is there. */
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** Returns where links lead, be there a file or not. */
  private static Path linked(Path file) throws IOException {
    Path at = file;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return Files.exists(at, LinkOption.NOFOLLOW_LINKS) ? at : at.normalize();
  }
}
