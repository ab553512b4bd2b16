/**
 * How labels of foreign formats become target, group, severity and name: rules in YAML with CEL, and the presets in the same language.
 *
 * <p>Pure: text in, rules or problems out. No Kafka, HTTP, clock or chance.
 */
package io.recoverymesh.trigger.mapping;
