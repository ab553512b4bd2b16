package io.recoverymesh.handler.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ProxyBeanDefinition;
import io.recoverymesh.handler.sdk.AnnotatedHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans with methods that are handlers, as the context would inject them: replaced where replaced, with their advice. */
final class HandlerBeans {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerBeans.class);

    private HandlerBeans() {}

    static List<Object> of(BeanContext context) {
        Set<Object> beans = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> found = new ArrayList<>();
        for (BeanDefinition<?> definition : context.getAllBeanDefinitions()) {
            Class<?> type = definition instanceof ProxyBeanDefinition<?> proxy
                    ? proxy.getTargetType()
                    : definition.getBeanType();
            if (hasHandlers(type)) {
                for (Object bean : context.getBeansOfType(type)) {
                    if (beans.add(bean)) {
                        found.add(bean);
                    }
                }
            }
        }
        return found;
    }

    private static boolean hasHandlers(Class<?> type) {
        if (type.getName().startsWith("io.micronaut.")) {
            return false;
        }
        try {
            return AnnotatedHandlers.isAnnotated(type);
        } catch (LinkageError e) {
            LOG.warn(
                    "Expected to look for handlers in {}, but its methods need what is not there: {}",
                    type,
                    e.toString());
            return false;
        }
    }
}
