-- What the package of a revision says about itself.
SELECT metadata FROM revision WHERE number = :revision
