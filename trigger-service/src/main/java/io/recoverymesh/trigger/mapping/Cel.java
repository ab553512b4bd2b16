package io.recoverymesh.trigger.mapping;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/** The variables and functions of rules, and their limits: {@code format, labels, annotations, event}, {@code workload(text)}. */
final class Cel {
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(2_000)
            .maxParseRecursionDepth(32)
            .maxParseErrorRecoveryLimit(2)
            .comprehensionMaxIterations(1_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final CelCompiler TEXT = compiler(SimpleType.STRING);
    private static final CelCompiler CONDITION = compiler(SimpleType.BOOL);
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(LIMITS)
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "workload", CelFunctionBinding.from("workload_string", String.class, Names::workload)))
            .build();

    private Cel() {}

    /** @throws MappingException saying what was expected */
    static CelRuntime.Program text(String written) {
        return compile(TEXT, written, "an expression (CEL) that gives a text");
    }

    /** @throws MappingException saying what was expected */
    static CelRuntime.Program condition(String written) {
        return compile(CONDITION, written, "a condition (CEL)");
    }

    private static CelCompiler compiler(CelType result) {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "workload",
                        CelOverloadDecl.newGlobalOverload("workload_string", SimpleType.STRING, SimpleType.STRING)))
                .addVar("format", SimpleType.STRING)
                .addVar("labels", TEXTS)
                .addVar("annotations", TEXTS)
                .addVar("event", SimpleType.DYN)
                .setResultType(result)
                .build();
    }

    private static CelRuntime.Program compile(CelCompiler compiler, String written, String expected) {
        try {
            return RUNTIME.createProgram(compiler.compile(written).getAst());
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().getFirst();
            String column = first.getSourceLocation().getColumn() < 0
                    ? ""
                    : " at column " + (first.getSourceLocation().getColumn() + 1);
            throw new MappingException(
                    "Expected " + expected + " over labels, annotations, format and event, but" + column + ": "
                            + first.getMessage()
                                    .replaceAll("\\s+", " ")
                                    .replaceAll(" expecting \\{.*\\}| \\(in container ''\\)| \\(candidates: .*\\)", "")
                                    .strip(),
                    e);
        } catch (CelEvaluationException | RuntimeException e) {
            throw new MappingException("Expected " + expected + ", but " + e.getMessage(), e);
        }
    }
}
