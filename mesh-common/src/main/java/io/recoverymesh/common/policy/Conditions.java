package io.recoverymesh.common.policy;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/** Compiles conditions (CEL) over {@code signal} and {@code target}. Thread-safe. */
public final class Conditions {
    private static final int MAX_CHARACTERS = 2_000;
    private static final String NOISE = " expecting \\{.*\\}| \\(in container ''\\)| \\(candidates: .*\\)";
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ITERATIONS = 1_000;
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_CHARACTERS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(2)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(ConditionTypes.PROVIDER)
            .addVar("signal", ConditionTypes.SIGNAL)
            .addVar("target", ConditionTypes.TARGET)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(LIMITS).build();

    private Conditions() {}

    /** Compiles and type-checks.
     *
     * @throws ConditionException when it is no CEL, names a field that is not there, or is not true or false */
    public static Condition compile(String where) {
        try {
            return new Condition(
                    where, RUNTIME.createProgram(COMPILER.compile(where).getAst()));
        } catch (CelValidationException e) {
            throw new ConditionException(explain(e), e);
        } catch (CelEvaluationException | RuntimeException e) {
            throw new ConditionException("Expected a condition (CEL) over signal and target, but " + e.getMessage(), e);
        }
    }

    private static String explain(CelValidationException error) {
        CelIssue first = error.getErrors().getFirst();
        String column = first.getSourceLocation().getColumn() < 0
                ? ""
                : " at column " + (first.getSourceLocation().getColumn() + 1);
        return "Expected a condition (CEL) over signal and target, but" + column + ": "
                + first.getMessage()
                        .replaceAll("\\s+", " ")
                        .replaceAll(NOISE, "")
                        .strip();
    }
}
