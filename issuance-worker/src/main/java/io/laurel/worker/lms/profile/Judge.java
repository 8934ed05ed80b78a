package io.laurel.worker.lms.profile;

/** Says of each row of a profile's exports whether it earned the badge. */
interface Judge {

    /**
     * Judges one row.
     *
     * @throws FaultyRowException when nothing can be said of it
     */
    ExportRow judge(Row row);
}
