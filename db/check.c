#include "db/check.h"

#include "db/check_circle.h"
#include "db/check_label.h"
#include "db/staging_internal.h"
#include "sql.h"

/* A rule is silent where the cell itself is at fault, or the whole row. */
static const char keep_fault[] =
    "INSERT INTO stage.fault SELECT ?1, ?2, ?2, ?3, ?4, 0 WHERE NOT EXISTS ("
    "SELECT 1 FROM stage.fault WHERE file = ?1 AND row = ?2 "
    "AND (silence = 2 OR silence = 1 AND column_name IS ?3))";

struct rule_run {
    sqlite3_stmt *rule, *keep;
    int64_t kept;
};

static bool keep_row(struct staging *staging, struct rule_run *run, struct error *err)
{
    if (run->kept >= FAULTS_KEPT) {
        staging->faults++;
        return true;
    }
    for (int i = 0; i < 4; i++)
        sqlite3_bind_value(run->keep, i + 1, sqlite3_column_value(run->rule, i));
    if (!staging_done(staging, run->keep, err))
        return false;
    int changes = sqlite3_changes(staging->db);
    run->kept += changes;
    staging->faults += changes;
    return true;
}

static bool run_rule(struct staging *staging, const struct sql_file *file, sqlite3_stmt *keep,
                     struct error *err)
{
    struct rule_run run = {staging_prepare(staging, file->text, err), keep, 0};
    bool ok = run.rule != NULL;

    while (ok && staging_step(staging, run.rule, err))
        ok = keep_row(staging, &run, err);
    sqlite3_finalize(run.rule);
    return ok && err->kind == ERROR_NONE;
}

bool check_rules(struct staging *staging, struct error *err)
{
    sqlite3_stmt *keep = NULL;
    size_t count = sizeof sql_rules_files / sizeof sql_rules_files[0];
    bool ok = staging_exec(staging, "CREATE INDEX stage.fault_place ON fault (file, row)", err);

    if (ok && check_label_function(staging, err) && check_circles(staging, err))
        keep = staging_prepare(staging, keep_fault, err);
    ok = keep != NULL;
    for (size_t i = 0; ok && i < count; i++)
        ok = run_rule(staging, &sql_rules_files[i], keep, err);
    sqlite3_finalize(keep);
    return ok;
}

int64_t check_faults(const struct staging *staging)
{
    return staging->faults;
}

bool check_tell(struct staging *staging, int64_t most,
                void (*tell)(void *context, const struct fault *fault), void *context,
                struct error *err)
{
    sqlite3_stmt *faults =
        staging_prepare(staging,
                        "SELECT file, line, column_name, message FROM stage.fault "
                        "ORDER BY file, line, rowid LIMIT ?",
                        err);

    if (!faults)
        return false;
    sqlite3_bind_int64(faults, 1, most);
    while (staging_step(staging, faults, err))
        tell(context, &(struct fault){(enum package_file)sqlite3_column_int(faults, 0),
                                      sqlite3_column_int64(faults, 1), staging_text(faults, 2),
                                      staging_text(faults, 3)});
    sqlite3_finalize(faults);
    return err->kind == ERROR_NONE;
}
