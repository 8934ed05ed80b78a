package io.laurel.contracts;

import java.util.UUID;

/** Something that is to happen, once, to a credential that was issued. */
public sealed interface LifecycleCommand extends IssuanceCommand permits RevokeCredential, ClaimCredential {

    /** The request: when it arrives again it is the same happening, while another one comes too late. */
    UUID requestId();
}
