/** The trigger core beside Drools, the engine under event-driven Ansible: the same rules, the same events, one thread each. */
package io.recoverymesh.benchmarks.rules;
