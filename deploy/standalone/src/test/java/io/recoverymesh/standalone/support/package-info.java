/** What integration tests share: the real broker and the real registry, started once per test JVM. */
package io.recoverymesh.standalone.support;
