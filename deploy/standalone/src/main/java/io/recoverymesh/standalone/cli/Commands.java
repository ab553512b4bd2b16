package io.recoverymesh.standalone.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands, in the order in which the help lists them. */
final class Commands {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("up", UpCommand.class);
        ALL.put("serve", ServeCommand.class);
        ALL.put("demo", DemoCommand.class);
        ALL.put("example", ExampleCommand.class);
        ALL.put("signal", SignalCommand.class);
        ALL.put("trigger", TriggerCommand.class);
        ALL.put("top", TopCommand.class);
        ALL.put("flows", FlowsCommand.class);
        ALL.put("flow", FlowCommand.class);
        ALL.put("explain", ExplainCommand.class);
        ALL.put("targets", TargetsCommand.class);
        ALL.put("verdicts", VerdictsCommand.class);
        ALL.put("breakers", BreakersCommand.class);
        ALL.put("report", ReportCommand.class);
        ALL.put("audit", AuditCommand.class);
        ALL.put("policies", PoliciesCommand.class);
        ALL.put("run", RunCommand.class);
        ALL.put("pause", PauseCommand.class);
        ALL.put("silence", SilenceCommand.class);
        ALL.put("unsilence", UnsilenceCommand.class);
        ALL.put("resume", ResumeCommand.class);
        ALL.put("ack", AckCommand.class);
        ALL.put("cancel", CancelCommand.class);
        ALL.put("approve", ApproveCommand.class);
        ALL.put("reject", RejectCommand.class);
        ALL.put("retry", RetryCommand.class);
        ALL.put("skip", SkipCommand.class);
    }

    private Commands() {}

    /** Only the one that the arguments name, where they name one: to build all takes longer than most of them run. */
    static Map<String, Class<?>> of(String... args) {
        Class<?> named = args.length == 0 ? null : ALL.get(args[0]);
        return named == null ? Collections.unmodifiableMap(ALL) : Map.of(args[0], named);
    }
}
