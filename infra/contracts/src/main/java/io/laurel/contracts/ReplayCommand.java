package io.laurel.contracts;

/**
 * Put a command on its road again that was given up: what was recorded of its failure is forgotten first. A row of a cohort
 * is not replayed; its cohort is retried.
 *
 * @param command as it lies in {@link Topics#ISSUANCE_COMMANDS_DLT}
 */
public record ReplayCommand(IssuanceCommand command) implements IssuanceTask {

    @Override
    public OrganizationId organizationId() {
        return command.organizationId();
    }

    @Override
    public String key() {
        return command.key();
    }
}
