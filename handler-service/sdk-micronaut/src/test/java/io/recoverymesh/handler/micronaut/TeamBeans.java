package io.recoverymesh.handler.micronaut;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.recoverymesh.handler.sdk.RecoveryContext;
import io.recoverymesh.handler.sdk.RecoveryHandler;
import jakarta.inject.Singleton;

/** Beans with handlers, in the ways that Micronaut has to make one. */
final class TeamBeans {
    private TeamBeans() {}

    record Restart(String service) {}

    @Singleton
    @Requires(property = "spec.name", value = "team")
    static class Plain {
        @RecoveryHandler(action = "plain/restart")
        String restart(Restart restart, RecoveryContext context) {
            return restart.service() + " " + context.attempt();
        }
    }

    @Singleton
    @Requires(property = "spec.name", value = "team")
    static class WithAdvice {
        @Advised
        @RecoveryHandler(action = "advised/it")
        public String it() {
            return "advised";
        }
    }

    @Singleton
    @Requires(property = "spec.name", value = "team")
    static class Old {
        @RecoveryHandler(action = "replaced/it")
        String it() {
            return "old";
        }
    }

    @Singleton
    @Replaces(Old.class)
    @Requires(property = "spec.name", value = "team")
    static class New extends Old {
        @Override
        @RecoveryHandler(action = "replaced/it")
        String it() {
            return "new";
        }
    }

    /** No bean by itself. */
    static final class Made {
        @RecoveryHandler(action = "made/it")
        String it() {
            return "made";
        }
    }

    @Factory
    @Requires(property = "spec.name", value = "team")
    static class Making {
        @Singleton
        Made made() {
            return new Made();
        }

        @Singleton
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Singleton
    @Requires(property = "spec.name", value = "wrong")
    static class Wrong {
        @RecoveryHandler(action = "wrong/it")
        void it(String service) {}
    }
}
