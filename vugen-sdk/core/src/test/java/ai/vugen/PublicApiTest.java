package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the public API with its description in {@code api/vugen-sdk.api}. */
class PublicApiTest {
  private static final Path DESCRIPTION = Path.of("api", "vugen-sdk.api");

  /** Set to write the description instead of comparing it. */
  private static final String UPDATE = "api.update";

  @Test
  void theApiIsWhatItsDescriptionSays() throws Exception {
    String api = exported().flatMap(PublicApiTest::types).collect(Collectors.joining("\n"));
    if (System.getProperty(UPDATE) != null) {
      Files.writeString(DESCRIPTION, api);
    }
    assertThat(api)
        .as(
            "The public API and %s differ. If the change is meant, add it to CHANGELOG.md and run%n"
                + "mvn -pl vugen-sdk/core -am test -Dtest=PublicApiTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s",
            DESCRIPTION, UPDATE)
        .isEqualTo(Files.readString(DESCRIPTION));
  }

  /** Returns the packages that the module descriptor exports to everybody, by name. */
  private static Stream<String> exported() throws IOException, URISyntaxException {
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .sorted();
    }
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(VuGen.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Returns the descriptions of the types of a package that callers see, by name. */
  private static Stream<String> types(String packageName) {
    try {
      try (Stream<Path> files = Files.list(classes().resolve(packageName.replace('.', '/')))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
            .sorted()
            .map(name -> load(packageName + "." + name.replace(".class", "")))
            .filter(PublicApiTest::isVisible)
            .map(PublicApiTest::describe)
            .toList()
            .stream();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("The classes of " + packageName + " could not be listed.", e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, VuGen.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && isVisible(type.getModifiers())
        && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    Predicate<Member> visible = member -> isVisible(member.getModifiers()) && !member.isSynthetic();
    return Stream.of(
            Stream.of(declaration(type) + " {"),
            Arrays.stream(type.getDeclaredFields()).filter(visible).map(PublicApiTest::field),
            Arrays.stream(type.getDeclaredConstructors())
                .filter(visible)
                .map(PublicApiTest::constructor),
            Arrays.stream(type.getDeclaredMethods()).filter(visible).map(PublicApiTest::method),
            Stream.of("}\n"))
        .flatMap(Stream::sorted)
        .collect(Collectors.joining("\n"));
  }

  private static String declaration(Class<?> type) {
    boolean sealed = type.isSealed() && !type.isEnum();
    Type parent = type.getGenericSuperclass();
    return modifiers(type)
        + (sealed ? "sealed " : "")
        + kind(type)
        + type.getName()
        + parameters(type.getTypeParameters())
        + (parent == null || parent == Object.class ? "" : " extends " + name(parent))
        + clause(type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces())
        + (sealed ? clause(" permits ", permitted(type)) : "");
  }

  /** By name: their order in a class file differs from compiler to compiler. */
  private static Class<?>[] permitted(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    Arrays.sort(permitted, Comparator.comparing(Class::getName));
    return permitted;
  }

  private static String kind(Class<?> type) {
    if (type.isInterface()) {
      return type.isAnnotation() ? "@interface " : "interface ";
    }
    return type.isRecord() ? "record " : type.isEnum() ? "enum " : "class ";
  }

  /** Returns the modifiers of a type, without those that its kind implies. */
  private static String modifiers(Class<?> type) {
    int seen = Modifier.PUBLIC | Modifier.PROTECTED;
    if (!type.isEnum() && !type.isRecord() && !type.isInterface()) {
      seen |= Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
    }
    return Modifier.toString(type.getModifiers() & seen) + " ";
  }

  private static String field(Field field) {
    return "  %s %s %s"
        .formatted(
            Modifier.toString(field.getModifiers()),
            name(field.getAnnotatedType()),
            field.getName());
  }

  private static String constructor(Constructor<?> constructor) {
    return "  " + modifiers(constructor) + "<init>" + signature(constructor);
  }

  private static String method(Method method) {
    String variables = parameters(method.getTypeParameters());
    return "  "
        + modifiers(method)
        + (method.isDefault() ? "default " : "")
        + (variables.isEmpty() ? "" : variables + " ")
        + name(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + signature(method);
  }

  /** Returns the modifiers that callers notice: not {@code synchronized} and the like. */
  private static String modifiers(Executable executable) {
    int seen =
        Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
    return Modifier.toString(executable.getModifiers() & seen) + " ";
  }

  private static String signature(Executable executable) {
    return Arrays.stream(executable.getAnnotatedParameterTypes())
            .map(PublicApiTest::name)
            .collect(Collectors.joining(", ", "(", ")"))
        + clause(" throws ", executable.getGenericExceptionTypes());
  }

  private static String parameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(variable -> variable + clause(" extends ", variable.getBounds()))
            .map(text -> text.replace(" extends Object", ""))
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String clause(String keyword, Type[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types)
            .map(PublicApiTest::name)
            .collect(Collectors.joining(", ", keyword, ""));
  }

  private static String name(AnnotatedType type) {
    boolean mayBeNull = type.isAnnotationPresent(Nullable.class);
    return (mayBeNull ? "@Nullable " : "") + name(type.getType());
  }

  private static String name(Type type) {
    return type.getTypeName().replaceAll("\\bjava\\.lang\\.(?=\\w+\\b(?!\\.))", "");
  }
}
