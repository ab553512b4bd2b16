package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.target.TargetRef;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a recovery silence holds for: a group, a service of a group, or one target. */
final class SilenceScopeOptions {
    @Parameters(index = "0", paramLabel = "group|service|target", description = "How much is meant.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Scope scope;

    @Parameters(index = "1", paramLabel = "<name>", description = "Of the group, the service or the target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = TargetRef.DEFAULT_GROUP,
            description = "Of the service or target. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    /** What may be silenced. */
    enum Scope {
        group,
        service,
        target
    }

    ObjectNode into(ObjectNode body) {
        body.put("scope", scope.name());
        return switch (scope) {
            case group -> body.put("group", name);
            case service, target -> body.put("group", group).put("target", name);
        };
    }

    @Override
    public String toString() {
        return scope == Scope.group ? "group " + name : scope + " " + group + "/" + name;
    }
}
