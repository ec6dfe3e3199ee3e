SELECT documents FROM revision WHERE number = :revision
