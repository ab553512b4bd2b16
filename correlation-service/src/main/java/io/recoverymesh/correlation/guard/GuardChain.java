package io.recoverymesh.correlation.guard;

import io.recoverymesh.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The guards in their order: the first that does not allow decides. */
public final class GuardChain {
    private static final List<Guard> ORDER = List.of(
            new KillSwitchGuard(),
            new StillFiringGuard(),
            new AgeGuard(),
            new CatchingUpGuard(),
            new IdempotencyGuard(),
            new DepthGuard(),
            new FlappingGuard(),
            new MaintenanceGuard(),
            new DependencyGuard(),
            new CooldownGuard(),
            new BackoffGuard(),
            new IntensityGuard(),
            new FleetGuard(),
            new ConcurrencyGuard(),
            new BreakerGuard(),
            new ModeGuard());

    private final List<Guard> guards;

    public GuardChain() {
        this(ORDER);
    }

    GuardChain(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /** Asks until one does not allow. */
    public Judgement judge(Question question) {
        List<String> bypassed = new ArrayList<>();
        for (Guard guard : guards) {
            if (guard.ask(question) instanceof Answer.Refuse refusal) {
                boolean byHand = question.isByHand() && guard.isBypassedByHand();
                if (byHand || (question.isFallback() && guard.isBypassedByFallback())) {
                    bypassed.add(guard.name());
                } else {
                    return new Judgement.Refused(guard.name(), refusal, bypassed);
                }
            }
        }
        return new Judgement.Admitted(bypassed);
    }

    /** Asks every guard, also after one refused: what each would say now. */
    public List<Explanation> explain(Question question) {
        return guards.stream()
                .map(guard -> Explanation.of(guard, guard.ask(question), question.isByHand()))
                .toList();
    }

    /** Names in order. */
    public List<String> names() {
        return guards.stream().map(Guard::name).toList();
    }

    /** Names of those that a request by hand passes by. */
    public List<String> bypassedByHand() {
        return guards.stream().filter(Guard::isBypassedByHand).map(Guard::name).toList();
    }

    /** The verdict of a judgement. */
    public static Verdict verdict(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Admitted ignored -> Verdict.ADMITTED;
            case Judgement.Refused refused -> refused.answer().verdict();
        };
    }
}
