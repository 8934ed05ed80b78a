package io.laurel.worker.lifecycle;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.LifecycleCommand;
import io.laurel.contracts.OrganizationId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The credentials that commands name, as the parameters of a statement. */
final class Targets {

    private Targets() {}

    /** A credential as a command names it: of another organization or another person it is another one, that is, none. */
    private record Target(CredentialId id, OrganizationId organization, String email) {

        static Target of(LifecycleCommand command) {
            return new Target(command.id(), command.organizationId(), command.recipientEmail());
        }
    }

    /** Of the commands for one credential the first; in one order everywhere, so that two workers do not wait for each other. */
    static <C extends LifecycleCommand> List<C> firstOfEach(List<C> commands) {
        var first = new HashMap<Target, C>();
        commands.forEach(command -> first.putIfAbsent(Target.of(command), command));
        return first.values().stream()
                .sorted(Comparator.comparing(command -> command.id().value()))
                .toList();
    }

    static <C extends LifecycleCommand> UUID[] ids(List<C> commands) {
        return uuids(commands, command -> command.id().value());
    }

    static <C extends LifecycleCommand> UUID[] organizations(List<C> commands) {
        return uuids(commands, command -> command.organizationId().value());
    }

    static <C extends LifecycleCommand> UUID[] requests(List<C> commands) {
        return uuids(commands, LifecycleCommand::requestId);
    }

    static <C extends LifecycleCommand> String[] emails(List<C> commands) {
        return commands.stream().map(LifecycleCommand::recipientEmail).toArray(String[]::new);
    }

    private static <C extends LifecycleCommand> UUID[] uuids(List<C> commands, Function<C, UUID> column) {
        return commands.stream().map(column).toArray(UUID[]::new);
    }
}
