package io.laurel.worker.lms;

import io.laurel.worker.lms.LmsFile.State;
import io.laurel.worker.lms.location.Arrival;
import io.laurel.worker.lms.location.Location;
import io.laurel.worker.lms.profile.UnusableExportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/**
 * One look at a source, by the holder of its lock: first what was begun is ended, whoever began it; then, if the source is due,
 * every complete file is taken. A run of the schedule is as many rounds as it takes until no file is still being written.
 */
@Component
class Round {

    private static final Logger log = LoggerFactory.getLogger(Round.class);
    private static final Comparator<Arrival> OLDEST_FIRST =
            Comparator.comparing(Arrival::modifiedAt).thenComparing(Arrival::name);

    private final Sources sources;
    private final Ledger ledger;
    private final Sightings sightings;
    private final JoinFiles joinFiles;
    private final Copies copies;
    private final ReadExportJob job;
    private final Archive archive;
    private final Watcher watcher;
    private final LmsSettings settings;

    Round(
            Sources sources,
            Ledger ledger,
            Sightings sightings,
            JoinFiles joinFiles,
            Copies copies,
            ReadExportJob job,
            Archive archive,
            Watcher watcher,
            LmsSettings settings) {
        this.sources = sources;
        this.ledger = ledger;
        this.sightings = sightings;
        this.joinFiles = joinFiles;
        this.copies = copies;
        this.job = job;
        this.archive = archive;
        this.watcher = watcher;
        this.settings = settings;
    }

    void of(Source source, boolean isDue, Location location) throws IOException, JobExecutionException {
        var stuck = new StuckFiles(location);
        endBegun(source, location, stuck);
        var isOver = isDue && takeArrived(source, location, stuck);
        stuck.fail();
        if (isOver) {
            sources.close(source);
        } else {
            sources.recovered(source);
        }
    }

    /** Whether nothing is left for this run. */
    private boolean takeArrived(Source source, Location location, StuckFiles stuck)
            throws IOException, JobExecutionException {
        var listed = location.list(source::concerns);
        var isAll = listed.size() < Location.MOST_LISTED;
        if (!isAll && !source.joinFiles().isEmpty()) {
            throw new StuckException(
                    "%,d files or more are there for this source: which of them are the newest join files cannot be told."
                            .formatted(Location.MOST_LISTED),
                    null);
        }
        var complete = sightings.complete(source, listed);
        var unarchived = ledger.unarchived(source.id());
        // They lie there because they could not be put away.
        var ended = unarchived.stream()
                .filter(file -> !file.isToBeCopied())
                .map(file -> Map.entry(file.name(), file.version()))
                .collect(Collectors.toSet());
        var exports = listed.stream()
                .filter(file -> source.isExport(file.name()) && !ended.contains(Map.entry(file.name(), file.version())))
                .sorted(OLDEST_FIRST)
                .toList();
        var joins = joins(source, listed);
        joinFiles.keepOnly(source, joins);
        var known = known(unarchived, exports);
        if (!complete.containsAll(joins.values())) {
            // An older one would not know who is new.
            return false;
        }
        var isOver = isAll && complete.containsAll(exports);
        for (var export : exports) {
            if (complete.contains(export)) {
                isOver &=
                        stuck.see(export.name(), () -> take(source, known.get(export.name()), export, joins, location));
            }
        }
        return isOver;
    }

    private void endBegun(Source source, Location location, StuckFiles stuck)
            throws IOException, JobExecutionException {
        for (var file : ledger.unarchived(source.id())) {
            stuck.see(file.name(), () -> {
                switch (file.state()) {
                    case READING, JOINING -> read(source, file, location);
                    case TAKEN, REJECTED, REPEATED -> archive.put(file, location);
                    case WAITING, COPYING, GONE -> {}
                }
                return true;
            });
        }
    }

    /** Those that wait, or whose copy broke off; who is not there any more, or not the same, waits no longer. */
    private Map<String, LmsFile> known(List<LmsFile> unarchived, List<Arrival> exports) {
        var versions = exports.stream().collect(Collectors.toMap(Arrival::name, Arrival::version));
        var known = unarchived.stream()
                .filter(LmsFile::isToBeCopied)
                .collect(Collectors.partitioningBy(file -> file.version().equals(versions.get(file.name()))));
        known.getOrDefault(false, List.of())
                .forEach(file -> gone(file, "The file was taken away, or replaced, before it could be read."));
        return known.getOrDefault(true, List.of()).stream()
                .collect(Collectors.toMap(LmsFile::name, Function.identity(), (one, other) -> other, TreeMap::new));
    }

    /** Whether nothing is left to do with it in this run. */
    private boolean take(
            Source source, @Nullable LmsFile known, Arrival export, Map<String, Arrival> joins, Location location)
            throws IOException, JobExecutionException {
        watcher.reached(Point.FOUND);
        var file = known != null
                ? known
                : ledger.record(source, export, Copies.sha256(location, export.name()))
                        .orElse(null);
        if (file == null) {
            log.atInfo()
                    .addKeyValue("source", source.id())
                    .addKeyValue("file", export.name())
                    .log("Another file of this content has not come to its end; this one waits for it");
            return true;
        }
        watcher.reached(Point.RECORDED);
        if (file.state() == State.REPEATED) {
            archive.put(file, location);
            return true;
        }
        if (export.bytes() > settings.maxFile().toBytes()) {
            ledger.reject(file, "The file has more than " + settings.maxFile() + ".");
            archive.put(ledger.get(file.id()), location);
            return true;
        }
        return switch (copy(source, file, joins, location)) {
            case WHOLE -> {
                watcher.reached(Point.COPIED);
                read(source, ledger.get(file.id()), location);
                yield true;
            }
            case WAITS -> true;
            case CHANGED -> false;
        };
    }

    private enum Copied {
        /** The file, and all that is needed to read it, is in the database now. */
        WHOLE,
        /** For the next run. */
        WAITS,
        /** Somebody wrote while we read. */
        CHANGED
    }

    private Copied copy(Source source, LmsFile file, Map<String, Arrival> joins, Location location) throws IOException {
        var people = new ArrayList<UUID>();
        for (var join : new TreeMap<>(source.joinFiles()).entrySet()) {
            var newest = joins.get(join.getKey());
            if (newest == null) {
                return waits(file, join.getKey(), "no file is there that matches " + join.getValue() + ".");
            }
            if (newest.bytes() > settings.maxFile().toBytes()) {
                return waits(file, join.getKey(), newest.name() + " has more than " + settings.maxFile() + ".");
            }
            try {
                var copied = joinFiles.peopleOf(source, join.getKey(), newest, location);
                if (copied.isEmpty()) {
                    waits(file, join.getKey(), newest.name() + " changed while it was copied.");
                    return Copied.CHANGED;
                }
                people.add(copied.get());
            } catch (UnusableExportException e) {
                return waits(file, join.getKey(), newest.name() + " cannot be used. " + e.failure());
            } catch (IOException | UncheckedIOException e) {
                location.reach();
                // No other export can be read without it.
                throw StuckException.over(newest.name(), e);
            }
        }
        if (!copies.copy(file, location)) {
            gone(file, "The file changed while it was copied.");
            return Copied.CHANGED;
        }
        ledger.copied(file, people);
        return Copied.WHOLE;
    }

    /** The newest file of each role, complete or not. */
    private static Map<String, Arrival> joins(Source source, List<Arrival> listed) {
        var joins = new TreeMap<String, Arrival>();
        for (var role : source.joinFiles().keySet()) {
            listed.stream()
                    .filter(file -> source.isJoinFile(role, file.name()))
                    .max(OLDEST_FIRST)
                    .ifPresent(newest -> joins.put(role, newest));
        }
        return joins;
    }

    private void gone(LmsFile file, String why) {
        // Nobody looks for pieces of a file that is gone.
        copies.forget(file);
        ledger.setState(file, State.GONE, why);
    }

    private Copied waits(LmsFile file, String role, String why) {
        ledger.setState(file, State.WAITING, "Waits for " + role + ": " + why);
        return Copied.WAITS;
    }

    private void read(Source source, LmsFile file, Location location) throws IOException, JobExecutionException {
        job.run(source, file);
        watcher.reached(Point.TAKEN);
        archive.put(ledger.get(file.id()), location);
    }
}
