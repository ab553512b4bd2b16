package io.recoverymesh.handler.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.testkit.TestMesh;
import io.recoverymesh.schemas.Safety;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"UnusedMethod", "UnusedVariable"})
final class AnnotatedHandlersTest {
    enum Colour {
        BLUE,
        GREEN
    }

    record Inner(@Argument(min = 1, max = 5) int replicas) {}

    record Everything(
            @Argument(pattern = "[a-z]+", description = "which service")
            String service,

            Colour colour,
            Inner inner,
            List<String> zones,
            Map<String, Long> weights,
            Optional<Duration> settle,
            @Argument(optional = true) Double share) {}

    static final class Good {
        @RecoveryHandler(action = "shop/restart", safety = Safety.IDEMPOTENT, description = "Restarts it")
        void restart(Everything arguments, RecoveryContext context) {}

        @RecoveryHandler(action = "shop/charge", safety = Safety.PROBE)
        void charge() {}

        @RecoveryProbe(action = "shop/charge")
        Probed wasCharged() {
            return Probed.notKnown("nobody looked");
        }

        @RecoveryHandler(action = "stock/count")
        int count(RecoveryContext context) {
            return 3;
        }
    }

    @Test
    void makesAHandlerOfEachNameAndAnnouncesItsActions() {
        List<Handler> handlers = AnnotatedHandlers.of(new Good());
        assertThat(handlers).extracting(Handler::name).containsExactlyInAnyOrder("shop", "stock");
        Action restart = action("shop", "restart");
        assertThat(restart.description().getSafety()).isEqualTo(Safety.IDEMPOTENT);
        assertThat(restart.description().getDescription()).isEqualTo("Restarts it");
        assertThat(action("stock", "count").description().getSafety())
                .as("the safe one is the default")
                .isEqualTo(Safety.ONCE);
    }

    @Test
    void describesTheRecordAsASchema() {
        assertThat(action("shop", "restart").description().getArgumentsSchema())
                .contains("\"required\":[\"service\",\"colour\",\"inner\",\"zones\",\"weights\"]")
                .contains("\"service\":{\"type\":\"string\",\"maxLength\":4096,\"description\":\"which"
                        + " service\",\"pattern\":\"^(?:[a-z]+)$\"}")
                .contains("\"enum\":[\"BLUE\",\"GREEN\"]")
                .contains("\"replicas\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":5}");
    }

    @Test
    void objectsToArgumentsBeforeTheEffect() {
        assertThat(objection("{}")).contains("required");
        String good =
                "{\"service\":\"a\",\"colour\":\"BLUE\",\"inner\":{\"replicas\":%s},\"zones\":[],\"weights\":{}%s}";
        assertThat(action("shop", "restart").objection(Arguments.parse(good.formatted("2", ""))))
                .isEmpty();
        assertThat(action("shop", "restart").objection(Arguments.parse(good.formatted("\"2\"", ""))))
                .as("a template fills in text")
                .isEmpty();
        assertThat(objection(good.formatted("9", ""))).contains("'inner.replicas'", "5");
        assertThat(objection(good.formatted("2", ",\"colours\":1"))).contains("colours");
        assertThat(objection(good.formatted("2", ",\"settle\":\"soon\""))).contains("settle");
        assertThat(objection("{\"service\":\"--config=/x\"}")).contains("'service'");
    }

    @Test
    void refusesWhatCannotBeAHandlerAndNamesIt() {
        refused(new Object() {}, "found none in");
        refused(
                new Object() {
                    @RecoveryHandler(action = "restart")
                    void restart() {}
                },
                "to be 'handler/action'");
        refused(
                new Object() {
                    @RecoveryHandler(action = "shop/restart")
                    void restart(String service) {}
                },
                "it takes java.lang.String. Declare a record");
        refused(
                new Object() {
                    @RecoveryHandler(action = "shop/charge", safety = Safety.PROBE)
                    void charge() {}
                },
                "there is none");
        refused(
                new Object() {
                    @RecoveryHandler(action = "shop/a")
                    void a() {}

                    @RecoveryHandler(action = "shop/a")
                    void b() {}
                },
                "but got a second");
        refused(
                new Object() {
                    record Odd(Set<Thread> threads) {}

                    @RecoveryHandler(action = "shop/a")
                    void a(Odd odd) {}
                },
                "component 'threads'");
        refused(
                new Object() {
                    record Broken(@Argument(pattern = "[") String name) {}

                    @RecoveryHandler(action = "shop/a")
                    void a(Broken broken) {}
                },
                "the pattern of component 'name'");
        refused(AnnotatedHandlersTest.class, "none in [java.lang.Class]. Annotate one, and pass an object");
        refused(
                new Object() {
                    @RecoveryHandler(action = "shop/a")
                    void a() {}

                    @RecoveryProbe(action = "shop/b")
                    Probed b() {
                        return Probed.notKnown("");
                    }
                },
                "probe of one of [shop/a], but got one of [shop/b]");
        refused(
                new Object() {
                    @RecoveryHandler(action = "shop/close", undo = "shop/opne")
                    void close() {}

                    @RecoveryHandler(action = "shop/open")
                    void open() {}
                },
                "the undo of shop/close to be 'handler/action', of this handler one of [close, open], but got"
                        + " 'shop/opne'");
        refused(
                new Object() {
                    @RecoveryHandler(action = "shop/close", undo = "open")
                    void close() {}
                },
                "but got 'open'");
    }

    @Test
    void takesADurationAsPoliciesWriteIt() {
        Object waiting = new Object() {
            record Wait(Duration longest) {}

            @RecoveryHandler(action = "shop/wait")
            String waits(Wait wait) {
                return wait.longest().toString();
            }
        };
        TestMesh mesh = TestMesh.of(waiting);
        assertThat(mesh.run("shop/wait", Map.of("longest", "90s")).output()).isEqualTo("\"PT1M30S\"");
        assertThat(mesh.run("shop/wait", Map.of("longest", "PT90S")).output()).isEqualTo("\"PT1M30S\"");
        assertThat(mesh.run("shop/wait", Map.of("longest", "soon")).error()).contains("'longest'");
    }

    @Test
    void announcesWhatTakesAnEffectBack() {
        Object both = new Object() {
            @RecoveryHandler(action = "shop/close", undo = "shop/open")
            void close() {}

            @RecoveryHandler(action = "shop/open", undo = "doors/lock")
            void open() {}
        };
        assertThat(AnnotatedHandlers.of(both).getFirst().actions().values())
                .extracting(action -> action.description().getUndo())
                .containsExactlyInAnyOrder("shop/open", "doors/lock");
    }

    private static void refused(Object object, String why) {
        assertThatThrownBy(() -> AnnotatedHandlers.of(object))
                .isInstanceOf(InvalidHandlerException.class)
                .hasMessageStartingWith("Expected ")
                .hasMessageContaining(why);
    }

    private static String objection(String json) {
        return action("shop", "restart").objection(Arguments.parse(json)).orElseThrow();
    }

    private static Action action(String handler, String action) {
        return AnnotatedHandlers.of(new Good()).stream()
                .filter(each -> each.name().equals(handler))
                .findFirst()
                .orElseThrow()
                .action(action)
                .orElseThrow();
    }
}
