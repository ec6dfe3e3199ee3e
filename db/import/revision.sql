-- The row of the revision being written.
INSERT INTO copy.revision
    (number, imported_at, fingerprint, metadata, known_on, added, changed, closed)
VALUES ((SELECT revision FROM writing), strftime('%Y-%m-%dT%H:%M:%SZ', :imported_at, 'unixepoch'),
        :fingerprint, :metadata, :known_on, :added, :changed, :closed)
