package io.recoverymesh.correlation.guard;

import java.util.List;

/** What the chain as a whole says. {@code bypassed} names the guards that a run by hand passed by. */
public sealed interface Judgement {
    List<String> bypassed();

    record Admitted(List<String> bypassed) implements Judgement {
        public Admitted {
            bypassed = List.copyOf(bypassed);
        }
    }

    record Refused(String guard, Answer.Refuse answer, List<String> bypassed) implements Judgement {
        public Refused {
            bypassed = List.copyOf(bypassed);
        }
    }
}
