package io.recoverymesh.common.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps that a condition speaks of.
 *
 * @param outputs named as {@code outputs.<step>} or {@code outputs['<step>']}
 * @param steps named as {@code steps.<step>} or {@code steps['<step>']}
 * @param asked those of them that it asks for, by {@code has(…)} or {@code in}, before it relies on them
 * @param isComplete false: it also looks for steps by a name that only its evaluation knows
 */
record StepNames(Set<String> outputs, Set<String> steps, Set<String> asked, boolean isComplete) {
    static final StepNames NONE = new StepNames(Set.of(), Set.of(), Set.of(), true);

    private static final Set<String> LOOK_UPS = Set.of("_[_]", "@in");

    StepNames {
        outputs = Set.copyOf(outputs);
        steps = Set.copyOf(steps);
        asked = Set.copyOf(asked);
    }

    static StepNames in(CelAbstractSyntaxTree tree) {
        Set<String> outputs = new TreeSet<>();
        Set<String> steps = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        boolean isComplete = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(StepNames::isStepMap)
                .map(node -> add(node, isOutputs(node) ? outputs : steps, asked))
                .reduce(true, Boolean::logicalAnd);
        return new StepNames(outputs, steps, asked, isComplete);
    }

    private static boolean isStepMap(CelNavigableExpr node) {
        return node.getKind() == ExprKind.Kind.IDENT
                && Set.of("outputs", "steps").contains(node.expr().ident().name());
    }

    private static boolean isOutputs(CelNavigableExpr node) {
        return node.expr().ident().name().equals("outputs");
    }

    private static boolean add(CelNavigableExpr map, Set<String> names, Set<String> asked) {
        CelExpr around = map.parent().map(CelNavigableExpr::expr).orElse(map.expr());
        Optional<String> name =
                switch (around.getKind()) {
                    case SELECT -> Optional.of(around.select().field());
                    case CALL -> key(around.call());
                    default -> Optional.empty();
                };
        name.ifPresent(names::add);
        boolean asks = around.selectOrDefault().testOnly()
                || around.callOrDefault().function().equals("@in");
        name.filter(step -> asks).ifPresent(asked::add);
        return name.isPresent();
    }

    /** The text within {@code map['text']} or {@code 'text' in map}. */
    private static Optional<String> key(CelCall call) {
        return LOOK_UPS.contains(call.function())
                ? call.args().stream()
                        .map(CelExpr::constantOrDefault)
                        .filter(constant -> constant.getKind() == CelConstant.Kind.STRING_VALUE)
                        .map(CelConstant::stringValue)
                        .findFirst()
                : Optional.empty();
    }
}
