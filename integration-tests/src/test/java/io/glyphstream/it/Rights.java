package io.glyphstream.it;

import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Who may do what on a broker that checks rights: everybody everything, but for what is denied here. */
final class Rights {
    /** Settings of a broker that checks rights. */
    static final Map<String, String> CHECKED = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");

    private final KafkaCluster cluster;

    Rights(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** Returns a right that can be taken from everybody. */
    Right right(ResourceType type, String name, AclOperation operation) {
        var resource = new ResourcePattern(type, name, PatternType.LITERAL);
        return new Right(List.of(
                binding(resource, operation, AclPermissionType.DENY),
                binding(resource, AclOperation.ALL, AclPermissionType.ALLOW)));
    }

    private static AclBinding binding(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** A right; what a method does is in force when it returns. */
    final class Right {
        private final List<AclBinding> bindings;

        private Right(List<AclBinding> bindings) {
            this.bindings = bindings;
        }

        void deny() {
            change(admin -> admin.createAcls(bindings).all().get());
        }

        void allow() {
            change(admin -> admin.deleteAcls(
                            bindings.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get());
        }

        private void change(Change change) {
            try (var admin = Admin.create(cluster.clientSettings(Map.of(), Map.of()))) {
                change.make(admin);
            } catch (ExecutionException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    private interface Change {
        void make(Admin admin) throws ExecutionException, InterruptedException;
    }
}
