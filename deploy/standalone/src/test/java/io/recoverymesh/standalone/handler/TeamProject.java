package io.recoverymesh.standalone.handler;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The project of the examples: compiled here, as nothing of this build is in anybody's local repository. */
final class TeamProject {
    static final Path DIRECTORY = Path.of("..", "..", "examples", "team-handler");

    /** What of this JVM's class path the SDK brings; no framework, no Streams, no policy language, no service. */
    private static final Pattern SDK = Pattern.compile(
            ".*(handler-service/sdk/target|handler-sdk|mesh-common|schemas|kafka-clients|avro|jackson-(core|databind|annotations"
                    + "|datatype-jdk8|datatype-jsr310|dataformat-yaml)|json-schema-validator|itu-|slf4j-api|logback|jspecify"
                    + "|snakeyaml|lz4|snappy|zstd|commons-compress|commons-lang3|commons-codec|commons-io).*");

    private static final Pattern JUNIT = Pattern.compile(".*/(junit-(jupiter|platform)|opentest4j|apiguardian)[^/]*");

    private TeamProject() {}

    /** Compiles its sources into the directory. */
    static Path compile(Path classes) throws IOException {
        return compile("main", classes, sdk());
    }

    /** Compiles its tests into the directory, beside its classes. */
    static Path compileTests(Path classes, Path tests) throws IOException {
        return compile("test", tests, testClassPath(classes));
    }

    /** What its pom gives its tests: its classes, the SDK and JUnit. */
    static String testClassPath(Path classes) {
        return classPath(classes) + File.pathSeparator + entries(JUNIT);
    }

    private static Path compile(String what, Path classes, String classPath) throws IOException {
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(
                List.of("--release", "21", "-proc:none", "-parameters", "-d", classes.toString(), "-cp", classPath));
        try (Stream<Path> sources = Files.walk(DIRECTORY.resolve("src").resolve(what))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException(
                    "Expected the team's " + what + " sources to compile against the SDK alone");
        }
        return classes;
    }

    static String classPath(Path classes) {
        return classes + File.pathSeparator + sdk();
    }

    /** Contents of each element of that name, in order. */
    static List<String> values(String xml, String element) {
        Matcher matcher =
                Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static String sdk() {
        return entries(SDK);
    }

    private static String entries(Pattern wanted) {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> wanted.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
