package io.recoverymesh.handler.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.recoverymesh.handler.testkit.TestMesh;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HandlerBeansTest {
    @AutoClose
    private final ApplicationContext context =
            ApplicationContext.run(Map.of("spec.name", "team", "mesh.bootstrap-servers", "127.0.0.1:1"));

    private final TestMesh mesh = TestMesh.of(HandlerBeans.of(context).toArray());

    @Test
    void aBeanIsServed() {
        assertThat(mesh.run("plain/restart", Map.of("service", "payments")).output())
                .isEqualTo("\"payments 1\"");
    }

    @Test
    void aBeanKeepsItsAdvice() {
        assertThat(mesh.run("advised/it", Map.of()).output()).isEqualTo("\"advised\"");
        assertThat(context.getBean(Advice.class).calls).hasValue(1);
    }

    @Test
    void aBeanOfAFactoryIsServed() {
        assertThat(mesh.run("made/it", Map.of()).output()).isEqualTo("\"made\"");
    }

    @Test
    void aReplacedBeanIsNotServed() {
        assertThat(mesh.run("replaced/it", Map.of()).output()).isEqualTo("\"new\"");
    }
}
