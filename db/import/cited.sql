-- What a source said that has changed holds in some revisions alone: its claims have no copy of it.
UPDATE claim INDEXED BY claim_source
SET cited_title = NULL, cited_publisher = NULL, cited_published_on = NULL, cited_url = NULL,
    cited_origin = NULL
WHERE source IN (SELECT source FROM source_version INDEXED BY source_closed
                 WHERE closed < 2147483647)
  AND cited_publisher IS NOT NULL;
