package io.laurel.web.outbound;

/**
 * What came back for a message.
 *
 * @param start the first bytes of the body, as many as the settings allow
 */
// A record's equals compares the array by identity; nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, byte[] start) {}
