package io.recoverymesh.common.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles conditions (CEL): {@code where} of a trigger, {@code when} of a step. Thread-safe. */
public final class Conditions {
    private static final int MAX_CHARACTERS = 2_000;
    private static final String NOISE = " expecting \\{.*\\}| \\(in container ''\\)| \\(candidates: .*\\)";
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ITERATIONS = 1_000;
    private static final int MAX_REMEMBERED = 1_000;
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_CHARACTERS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(2)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final Pattern UNKNOWN = Pattern.compile("undefined field '([^']{1,100})'");
    private static final Language WHERE = where(ConditionTypes.SIGNAL, "");
    private static final Map<SignalPattern.Source, Language> WHERE_OF = whereOf();
    private static final Language WHEN = new Language(
            "signal, target, outputs, steps, iteration and visit",
            "",
            compiler(ConditionTypes.SIGNAL)
                    .addVar("target", ConditionTypes.TARGET_IN_RECOVERY)
                    .addVar("outputs", ConditionTypes.OUTPUTS)
                    .addVar("steps", ConditionTypes.STEPS)
                    .addVar("iteration", SimpleType.INT)
                    .addVar("visit", SimpleType.INT)
                    .build());
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(LIMITS).build();

    /** Many policies say the same: it is compiled once, and lies in the processor's cache when one of them is asked. */
    private static final Map<Written, Condition> COMPILED =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Written, Condition> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            });

    private Conditions() {}

    /**
     * Compiles and type-checks the condition of a trigger, over {@code signal} and {@code target}.
     *
     * @throws ConditionException when it is no CEL, names a field that is not there, or is not true or false
     */
    public static Condition compile(String where) {
        return WHERE.compile(where, (tree, program) -> new Condition(where, program));
    }

    /**
     * Compiles and type-checks the condition of a trigger on one kind of signal: what those never have is unknown.
     *
     * @throws ConditionException like {@link #compile(String)}
     */
    public static Condition compile(String where, SignalPattern.Source source) {
        return COMPILED.computeIfAbsent(
                new Written(where, source), text -> Objects.requireNonNull(WHERE_OF.get(source), source.name())
                        .compile(where, (tree, program) -> new Condition(where, program)));
    }

    private record Written(String where, SignalPattern.Source source) {}

    /**
     * Compiles and type-checks the condition of a step: besides {@code signal} and {@code target} (which has
     * {@code health} here) it knows {@code outputs.<step>}, {@code steps.<step>}, {@code iteration}, {@code visit}.
     *
     * @throws ConditionException like {@link #compile(String)}
     */
    public static StepCondition compileWhen(String when) {
        return WHEN.compile(when, (tree, program) -> new StepCondition(when, program, StepNames.in(tree)));
    }

    private static Map<SignalPattern.Source, Language> whereOf() {
        Map<SignalPattern.Source, Language> all = new EnumMap<>(SignalPattern.Source.class);
        for (SignalPattern.Source source : SignalPattern.Source.values()) {
            String kind = source.name().toLowerCase(Locale.ROOT);
            all.put(source, where(ConditionTypes.signal(source), " of a signal of kind " + kind));
        }
        return Map.copyOf(all);
    }

    private static Language where(StructType signal, String of) {
        return new Language(
                "signal and target",
                of,
                compiler(signal).addVar("target", ConditionTypes.TARGET).build());
    }

    private static CelCompilerBuilder compiler(StructType signal) {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(ConditionTypes.provider(signal))
                .addVar("signal", signal)
                .setResultType(SimpleType.BOOL);
    }

    /**
     * @param variables what it speaks of, for messages
     * @param of what an unknown field would be a field of, for messages
     */
    private record Language(String variables, String of, CelCompiler compiler) {
        <T> T compile(String text, BiFunction<CelAbstractSyntaxTree, CelRuntime.Program, T> result) {
            String expected = "Expected a condition (CEL) over " + variables + ", but";
            try {
                CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
                return result.apply(tree, RUNTIME.createProgram(tree));
            } catch (CelValidationException e) {
                Matcher unknown = UNKNOWN.matcher(e.getErrors().getFirst().getMessage());
                boolean names = unknown.find();
                throw new ConditionException(
                        expected + explain(e) + (names ? of : ""), names ? unknown.group(1) : null, e);
            } catch (CelEvaluationException | RuntimeException e) {
                throw new ConditionException(expected + " " + e.getMessage(), null, e);
            }
        }

        private static String explain(CelValidationException error) {
            CelIssue first = error.getErrors().getFirst();
            int column = first.getSourceLocation().getColumn();
            return (column < 0 ? ": " : " at column " + (column + 1) + ": ")
                    + first.getMessage()
                            .replaceAll("\\s+", " ")
                            .replaceAll(NOISE, "")
                            .strip();
        }
    }
}
