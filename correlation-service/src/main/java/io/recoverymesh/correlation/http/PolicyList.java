package io.recoverymesh.correlation.http;

import io.recoverymesh.common.policy.PolicyProblem;
import java.util.List;

/**
 * The catalogue.
 *
 * @param problems of the files that were loaded last
 */
@ApiView
record PolicyList(List<PolicyView> policies, List<PolicyProblem> problems) {}
