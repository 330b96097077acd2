package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Sampling;
import ai.vugen.flow.Solver;
import ai.vugen.image.Pixels;
import ai.vugen.text.AnswerOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every public method refuses null for every parameter, in turn, and names it. */
class NullsTest {
  private static final Pixels PIXELS = TinyVuGen.picture(20, 30);

  private static @Nullable Latent latent;

  /** A value for parameters that are not null; those that are null come in turn. */
  private static Object value(Class<?> type) {
    return Map.<Class<?>, Object>ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(List.class, List.of()),
            Map.entry(Path.class, Path.of("none")),
            Map.entry(byte[].class, new byte[1]),
            Map.entry(long.class, 1L),
            Map.entry(int.class, 1),
            Map.entry(double.class, 1.0),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(OptionalDouble.class, OptionalDouble.empty()),
            Map.entry(ImageInput.class, ImageInput.of(PIXELS)),
            Map.entry(Sampling.class, Sampling.DEFAULT),
            Map.entry(Decoder.class, Decoder.PDD),
            Map.entry(Solver.class, Solver.EULER),
            Map.entry(Guidance.class, Guidance.none()),
            Map.entry(GuidanceInterval.class, GuidanceInterval.ALWAYS),
            Map.entry(ModelIdentity.class, new ModelIdentity("any", "0".repeat(64))),
            Map.entry(Precision.class, Precision.FLOAT32),
            Map.entry(GenerateRequest.class, TinyVuGen.REQUEST),
            Map.entry(ChatRequest.class, ChatRequest.of("what?")),
            Map.entry(ChatMessage.UserMessage.class, ChatMessage.user("what?")),
            Map.entry(AnswerOptions.class, AnswerOptions.DEFAULT),
            Map.entry(Latent.class, Objects.requireNonNull(latent)),
            Map.entry(CallOptions.class, CallOptions.DEFAULT))
        .getOrDefault(type, new Object());
  }

  private static List<String> accepting(Class<?> type, Object target) {
    List<Executable> all = new ArrayList<>(List.of(type.getMethods()));
    all.addAll(List.of(type.getConstructors()));
    List<String> accepting = new ArrayList<>();
    for (Executable executable : all) {
      boolean own = executable.getDeclaringClass() == type;
      if (!own || executable.isSynthetic() || executable.getName().equals("equals")) {
        continue;
      }
      Class<?>[] parameters = executable.getParameterTypes();
      for (int i = 0; i < parameters.length; i++) {
        if (!parameters[i].isPrimitive() && !refuses(executable, target, i)) {
          accepting.add(executable + " parameter " + i);
        }
      }
    }
    return accepting;
  }

  private static boolean refuses(Executable executable, Object target, int nullAt) {
    Class<?>[] parameters = executable.getParameterTypes();
    @Nullable Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == nullAt ? null : value(parameters[i]);
    }
    try {
      if (executable instanceof Method method) {
        method.invoke(Modifier.isStatic(method.getModifiers()) ? null : target, arguments);
      } else {
        ((Constructor<?>) executable).newInstance(arguments);
      }
      return false;
    } catch (InvocationTargetException e) {
      return e.getCause() instanceof InvalidRequestException refusal
          && String.valueOf(refusal.getMessage()).endsWith(" is null; expected a value");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(executable.toString(), e);
    }
  }

  @Test
  void everyParameterIsNamed(@TempDir Path temporary) {
    try (VuGen vugen = VuGen.builder().model(TinyVuGen.model(temporary)).build();
        Conversation conversation = vugen.chat()) {
      GeneratedImage image = vugen.generate(TinyVuGen.REQUEST).get(0);
      latent = image.latent();
      List<Object> targets =
          List.of(
              vugen,
              conversation,
              VuGen.builder(),
              TinyVuGen.REQUEST,
              TinyVuGen.REQUEST.toBuilder(),
              CallOptions.DEFAULT,
              AnswerOptions.DEFAULT,
              Sampling.DEFAULT,
              ChatRequest.of("what?"),
              ChatMessage.user("what?"),
              ChatMessage.system("be brief"),
              ChatMessage.assistant("yes"),
              image,
              latent,
              image.provenance(),
              image.provenance().drawing().orElseThrow());
      List<String> accepting = new ArrayList<>();
      targets.forEach(target -> accepting.addAll(accepting(target.getClass(), target)));
      accepting.addAll(accepting(ImageInput.class, image));
      accepting.addAll(accepting(ChatMessage.class, image));
      assertThat(accepting).isEmpty();
    }
  }
}
