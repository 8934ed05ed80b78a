package io.laurel.worker.lms;

/** A place on a file's way where a worker may die. */
enum Point {
    FOUND,
    RECORDED,
    COPIED,
    READ,
    TAKEN,
    REPORTED,
    MOVED,
    CLEANED,
    ARCHIVED
}
