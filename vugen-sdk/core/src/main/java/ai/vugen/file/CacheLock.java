package ai.vugen.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that one thread of all processes on the machine holds at a time; the system takes it back
 * from a process that dies.
 */
public final class CacheLock implements AutoCloseable {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file stands for the lock; created if need be and never removed, as that would let two in
   */
  public static CacheLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (!isTaken(channel)) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return new CacheLock(channel);
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.lock().isValid();
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process holds it, maybe of another class loader
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
