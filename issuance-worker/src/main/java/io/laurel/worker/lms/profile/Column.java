package io.laurel.worker.lms.profile;

/**
 * A column that is read.
 *
 * @param index in the file, from 0
 * @param name as the file has it, for people: short, on one line
 */
record Column(int index, String name) {}
