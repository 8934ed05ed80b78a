package io.laurel.worker.lms.profile;

/** A list of those who have earned. */
final class NamesAndAddresses implements Judge {

    private final Column name;
    private final Column email;

    NamesAndAddresses(Header header) {
        name = header.column("name");
        email = header.column("email");
    }

    @Override
    public ExportRow judge(Row row) {
        return row.earnedBy(row.text(name), row.text(email));
    }
}
