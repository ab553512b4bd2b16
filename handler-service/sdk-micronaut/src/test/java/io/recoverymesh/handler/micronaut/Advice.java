package io.recoverymesh.handler.micronaut;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of advised methods. */
@InterceptorBean(Advised.class)
final class Advice implements MethodInterceptor<Object, Object> {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public Object intercept(MethodInvocationContext<Object, Object> call) {
        calls.incrementAndGet();
        return call.proceed();
    }
}
