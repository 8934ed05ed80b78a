package io.laurel.worker.lms.location;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory that every worker sees under the same path. Links are not followed: they could lead to others' files. */
public final class DirectoryLocation implements Location {

    private static final Logger log = LoggerFactory.getLogger(DirectoryLocation.class);

    private static final Pattern DEVICE = Pattern.compile("dev=\\p{XDigit}+,");

    private final Path folder;

    private DirectoryLocation(Path folder) {
        this.folder = folder;
    }

    /** A directory of the operator's choice. */
    public static DirectoryLocation of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        return new DirectoryLocation(folder);
    }

    /** A folder below a root, made where it is missing. */
    public static DirectoryLocation below(Path root, String relative) throws IOException {
        var at = Files.createDirectories(root).toRealPath();
        for (var segment : Path.of(relative)) {
            at = at.resolve(segment);
            if (segment.toString().equals("..") || Path.of(relative).isAbsolute() || Files.isSymbolicLink(at)) {
                throw new NotDirectoryException(relative + " leads out of its place");
            }
            if (!Files.isDirectory(at, NOFOLLOW_LINKS)) {
                Files.createDirectory(at);
            }
        }
        return new DirectoryLocation(at);
    }

    @Override
    public List<Arrival> list(Predicate<String> wanted) throws IOException {
        var found = new ArrayList<Arrival>();
        Path unsayable = null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                if (found.size() == MOST_LISTED) {
                    break;
                }
                if (!wanted.test(String.valueOf(entry.getFileName()))) {
                    continue;
                }
                if (isSayable(entry)) {
                    look(entry).ifPresent(found::add);
                } else {
                    unsayable = entry;
                }
            }
        }
        if (unsayable != null) {
            log.atWarn()
                    .addKeyValue("file", unsayable)
                    .log("A file is passed over: its name cannot be decoded in the locale of this process");
        }
        return found;
    }

    /** A name in another charset than ours leads to no file. */
    private boolean isSayable(Path entry) {
        try {
            return folder.resolve(String.valueOf(entry.getFileName())).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public void reach() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name), NOFOLLOW_LINKS);
    }

    @Override
    public boolean isStill(Arrival file) throws IOException {
        return isStill(file, folder.resolve(file.name()));
    }

    @Override
    public boolean move(Arrival file, String path) throws IOException {
        var from = folder.resolve(file.name());
        var to = folder.resolve(path);
        prepare(parent(to));
        if (isStill(file, from)) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        if (isStill(file, to)) {
            return true;
        }
        if (Files.exists(to, NOFOLLOW_LINKS)) {
            // Written anew in the moment before it was moved, by us or by who died then: it goes back, to be found like
            // any other.
            Files.move(to, Files.exists(from, NOFOLLOW_LINKS) ? from.resolveSibling(again(file)) : from);
        }
        return false;
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
        var target = folder.resolve(path);
        prepare(parent(target));
        // A temporary file of Java's would be for our eyes only.
        var draft = parent(target).resolve("." + UUID.randomUUID() + ".draft");
        try {
            Files.write(draft, bytes, StandardOpenOption.CREATE_NEW);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    /** Whoever may drop files may have put a link there, into others' folders. */
    private static void prepare(Path parent) throws IOException {
        if (Files.isSymbolicLink(parent)) {
            throw new NotDirectoryException(parent.getFileName() + " leads out of its place");
        }
        if (!Files.isDirectory(parent, NOFOLLOW_LINKS)) {
            Files.createDirectory(parent);
        }
    }

    private static boolean isStill(Arrival file, Path path) throws IOException {
        return look(path).map(Arrival::version).filter(file.version()::equals).isPresent();
    }

    /**
     * The number of the file tells it from another of the same size and time that is put in its place. That of the device is each
     * machine's own, though the directory be the same.
     */
    private static Optional<Arrival> look(Path path) throws IOException {
        try {
            var seen = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            var name = path.getFileName();
            if (!seen.isRegularFile() || name == null) {
                return Optional.empty();
            }
            var modified = seen.lastModifiedTime();
            var number = DEVICE.matcher(String.valueOf(seen.fileKey())).replaceFirst("");
            var version = seen.size() + "/" + modified.to(TimeUnit.NANOSECONDS) + "/" + number;
            return Optional.of(new Arrival(name.toString(), seen.size(), modified.toInstant(), version));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Path parent(Path path) throws IOException {
        var parent = path.getParent();
        if (parent == null) {
            throw new IOException("no folder: " + path);
        }
        return parent;
    }

    private static String again(Arrival file) {
        return UUID.randomUUID().toString().substring(0, 8) + "-" + file.name();
    }
}
