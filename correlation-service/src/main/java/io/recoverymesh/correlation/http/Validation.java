package io.recoverymesh.correlation.http;

import io.recoverymesh.common.policy.PolicyProblem;
import java.util.List;

/** Whether documents could be published, and what is wrong or doubtful. */
@ApiView
record Validation(boolean valid, List<PolicyProblem> problems) {}
