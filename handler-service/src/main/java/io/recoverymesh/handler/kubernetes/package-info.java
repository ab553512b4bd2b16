/**
 * The edge to Kubernetes. Every change is a replacement of the object as it was read: what changed meanwhile is read again,
 * never overwritten. What was done for which step, and with which fence, stands in the object's annotations.
 */
package io.recoverymesh.handler.kubernetes;
