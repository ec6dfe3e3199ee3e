-- Where they are looked up apart (db/cited.h), the row's own origin alone.
     , c.origin AS origin
