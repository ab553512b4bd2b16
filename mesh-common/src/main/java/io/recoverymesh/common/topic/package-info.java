/** The topics of the mesh as data: name, key, value, partitions, cleanup, writer. Pure; the shell that creates them is in {@code kafka}. */
package io.recoverymesh.common.topic;
