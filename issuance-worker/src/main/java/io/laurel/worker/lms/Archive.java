package io.laurel.worker.lms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.worker.lms.location.Arrival;
import io.laurel.worker.lms.location.Location;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts a file away that is dealt with, its report beside it. Each step can be repeated, whoever made it before. */
@Component
class Archive {

    private static final Logger log = LoggerFactory.getLogger(Archive.class);

    private final Ledger ledger;
    private final Reports reports;
    private final Copies copies;
    private final Watcher watcher;

    Archive(Ledger ledger, Reports reports, Copies copies, Watcher watcher) {
        this.ledger = ledger;
        this.reports = reports;
        this.copies = copies;
        this.watcher = watcher;
    }

    void put(LmsFile file, Location location) throws IOException {
        var path = file.archivePath();
        location.write(path + ".report.json", report(file).getBytes(UTF_8));
        watcher.reached(Point.REPORTED);
        var arrival = new Arrival(file.name(), file.bytes(), file.foundAt(), file.version());
        var moved = location.move(arrival, path);
        if (moved) {
            location.delete(file.name() + Sightings.DONE);
        }
        watcher.reached(Point.MOVED);
        copies.forget(file);
        watcher.reached(Point.CLEANED);
        ledger.archived(file, moved ? path : null);
        watcher.ended(file.state());
        watcher.reached(Point.ARCHIVED);
        log.atInfo()
                .addKeyValue("source", file.sourceId())
                .addKeyValue("file", file.id())
                .addKeyValue("state", file.state().text())
                .addKeyValue("moved", moved)
                .log("File is put away");
    }

    private String report(LmsFile file) {
        var made = ledger.report(file);
        if (made.isEmpty()) {
            reports.make(file);
            made = ledger.report(file);
        }
        return made.orElseThrow();
    }
}
