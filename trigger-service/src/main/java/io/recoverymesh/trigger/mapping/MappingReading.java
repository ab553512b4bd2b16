package io.recoverymesh.trigger.mapping;

import io.recoverymesh.common.policy.PolicyProblem;
import java.util.List;

/** What became of a mapping file. */
public sealed interface MappingReading {

    /** It can be used. */
    record Valid(Mapping mapping) implements MappingReading {}

    /** It cannot; every problem names file, line, field, what was expected and the mend. */
    record Broken(List<PolicyProblem> problems) implements MappingReading {
        public Broken {
            problems = List.copyOf(problems);
        }
    }

    /** Never throws. */
    static MappingReading of(String file, String yaml) {
        MappingDraft draft = MappingDraft.of(file, yaml);
        if (!draft.problems().isEmpty()) {
            return new Broken(draft.problems());
        }
        List<Rule> rules = new java.util.ArrayList<>(draft.rules());
        rules.addAll(Presets.rules(draft.presets()));
        return new Valid(new Mapping(rules));
    }
}
