package ai.vugen.runtime;

import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Waits until a thread is where a test needs it: native code and a wait for a monitor have no hook,
 * but both show on the stack and last until the test ends them.
 */
final class ThreadWatch {
  private ThreadWatch() {}

  /** Returns when a thread computes inside ONNX Runtime. */
  static void awaitNativeRun(Thread thread) throws InterruptedException {
    await(thread, ThreadWatch::isInNativeRun);
  }

  /** Returns when a thread waits for the uses of a buffer that it closes. */
  static void awaitClosing(Thread thread) throws InterruptedException {
    await(thread, ThreadWatch::isClosing);
  }

  private static void await(Thread thread, Predicate<Thread> isThere) throws InterruptedException {
    while (!isThere.test(thread)) {
      if (!thread.isAlive()) {
        throw new AssertionError("The thread has ended: " + thread);
      }
      Thread.sleep(1);
    }
  }

  private static boolean isInNativeRun(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getClassName().equals(OrtSession.class.getName())
        && stack[0].getMethodName().equals("run");
  }

  private static boolean isClosing(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(
                frame ->
                    frame.getClassName().equals(NativeMemory.class.getName())
                        && frame.getMethodName().equals("shut"));
  }
}
