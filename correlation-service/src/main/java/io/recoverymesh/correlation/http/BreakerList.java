package io.recoverymesh.correlation.http;

import java.util.List;

/** Circuit breakers by group, service and policy; one that never counted anything is not there. */
@ApiView
record BreakerList(List<BreakerView> breakers, List<String> missing) {}
