-- What a figure has not, and lists of figures alone leave out.
     , c.kind AS kind, c.reading AS reading, c.set_by AS set_by, c.base_start AS base_start,
       c.base_end AS base_end
