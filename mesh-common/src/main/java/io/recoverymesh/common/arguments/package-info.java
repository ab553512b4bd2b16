/** Arguments of actions ({@code with} in a policy) held against the schema that the action announces. Pure. */
package io.recoverymesh.common.arguments;
