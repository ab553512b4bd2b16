package io.recoverymesh.correlation.http;

import io.recoverymesh.common.policy.PolicyProblem;
import java.util.List;

/**
 * What was published.
 *
 * @param problems warnings
 */
@ApiView
record Published(List<PolicyView> published, List<PolicyProblem> problems) {}
