package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.common.policy.Mermaid;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.catalogue.Proposal;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue of policies and services. */
@Tag(name = "policies")
@Controller("/api/v1/policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PolicyController {
    private static final String SENT = "request body";

    private final MeshReader reader;
    private final MeshWriter writer;
    private final PolicyReader documents = new PolicyReader();

    PolicyController(MeshReader reader, MeshWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Lists policies and services, and the problems of the files that were loaded last.
     *
     * @return the catalogue
     */
    @Get
    PolicyList policies() {
        return new PolicyList(
                reader.catalogue().all().stream().map(PolicyView::brief).toList(), reader.loadingProblems());
    }

    /**
     * Shows one document.
     *
     * @param kind recovery or service
     * @param name its name
     * @return the document, as written, its plan, and what is doubtful about it
     */
    @Get("/{kind}/{name}")
    PolicyView policy(String kind, String name) {
        Declared declared = Names.declared(reader.catalogue(), kind(kind), name);
        String file = declared.file() == null ? name : declared.file();
        return PolicyView.whole(
                declared, check(file, declared.document().source()).problems());
    }

    /**
     * Draws the plan of a recovery as a Mermaid flowchart.
     *
     * @param kind recovery; a service has no plan
     * @param name its name
     * @return Mermaid, as {@code mesh policies draw} prints it
     */
    @Get("/{kind}/{name}/drawing")
    @Produces("text/vnd.mermaid")
    String drawing(String kind, String name) {
        Declared declared = Names.declared(reader.catalogue(), kind(kind), name);
        if (declared.document() instanceof RecoveryPolicy recovery) {
            return Mermaid.of(recovery.policy());
        }
        throw ProblemException.badRequest("Expected a recovery, which has a plan to draw, but got " + declared.key());
    }

    /**
     * Publishes documents; all of them or, where one has an error, none.
     *
     * @param yaml one or several documents
     * @return what was published, with warnings
     */
    @Put
    @Consumes(MediaType.ALL)
    Published publishPolicies(@Body String yaml) {
        Proposal proposal = check(SENT, yaml);
        if (!proposal.isValid()) {
            throw ProblemException.invalidPolicy(proposal.problems());
        }
        List<Declared> declared = proposal.declared(reader.surroundings("*").now());
        declared.forEach(this::requireNoFile);
        declared.forEach(one -> writer.publish(one.toRecord()));
        return new Published(declared.stream().map(PolicyView::brief).toList(), proposal.problems());
    }

    /**
     * Removes a document that came through the API.
     *
     * @param kind recovery or service
     * @param name its name
     */
    @Delete("/{kind}/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void removePolicy(String kind, String name) {
        Declared known = Names.declared(reader.catalogue(), kind(kind), name);
        requireNoFile(known);
        writer.retract(known.kind(), known.name());
    }

    /**
     * Checks documents without publishing them.
     *
     * @param yaml one or several documents
     * @param file name for messages
     * @return whether they could be published
     */
    @Post("/validate")
    @Consumes(MediaType.ALL)
    Validation validatePolicies(@Body String yaml, @QueryValue @Nullable String file) {
        Proposal proposal = check(file == null ? SENT : file, yaml);
        return new Validation(proposal.isValid(), proposal.problems());
    }

    private Proposal check(String file, String yaml) {
        return Proposal.check(documents, file, yaml, reader.catalogue(), reader.handlers());
    }

    private void requireNoFile(Declared declared) {
        Catalogue catalogue = reader.catalogue();
        catalogue
                .find(declared.kind(), declared.name())
                .filter(known -> known.file() != null)
                .ifPresent(known -> {
                    throw ProblemException.conflict("Expected a document that came through the API, but " + known.key()
                            + " is declared by the file " + known.file() + ". Change that file");
                });
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "recovery" -> Declared.RECOVERY;
            case "service" -> Declared.SERVICE;
            default ->
                throw ProblemException.badRequest(
                        "Expected 'kind' to be one of recovery, service, but got '" + kind + "'");
        };
    }
}
