/** Circuit breakers per (service, policy): one record per state, moves listed in one place. Pure: time is an argument. */
package io.recoverymesh.correlation.breaker;
