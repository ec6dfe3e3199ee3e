/* A package that went through a store comes out as the same bytes. */
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/store.h"
#include "package/export.h"
#include "tests/import/world.h"

enum { FILES = TABLES + 1 };

static const char *file_name(int i)
{
    return i < TABLES ? tables[i].file : "datapackage.json";
}

static void expect_same_files(const char *one, const char *other)
{
    for (int i = 0; i < FILES; i++) {
        char path[2 * WORLD_ROOM + 32];
        struct buffer a, b;

        (void)snprintf(path, sizeof path, "%s/%s", one, file_name(i));
        world_read(path, &a);
        (void)snprintf(path, sizeof path, "%s/%s", other, file_name(i));
        world_read(path, &b);
        ck_assert_msg(slice_equal(buffer_all(&a), buffer_all(&b)), "%s", path);
        buffer_clear(&a);
        buffer_clear(&b);
    }
}

static void subfolder(const struct world *world, const char *name, char out[WORLD_ROOM])
{
    (void)snprintf(out, WORLD_ROOM, "%.64s/%s", world->folder, name);
}

/* Imports world->package, exports it to `name`. */
static void go_round(struct world *world, const char *name, char out[WORLD_ROOM])
{
    subfolder(world, name, out);
    int faults = world_run(world, IMPORT_WRITE);
    ck_assert_msg(faults == 0, "%s%s", world->err.detail, world->told.data);
    world_export(world, out);
}

START_TEST(the_bundled_package_comes_out_as_it_is)
{
    struct world world;
    char out[WORLD_ROOM];
    const char *bundled = getenv("EXPORTSTATS_TEST_PACKAGE");

    world_open(&world);
    (void)snprintf(world.package, sizeof world.package, "%s",
                   bundled ? bundled : "data/pakistan-it-exports");
    go_round(&world, "out", out);
    expect_same_files(world.package, out);
    world_close(&world);
}
END_TEST

/* Import what was exported: nothing to do; export it once more: the same bytes. */
START_TEST(twice_around_is_the_same)
{
    struct world world;
    char out[WORLD_ROOM], again[WORLD_ROOM];

    world_open(&world);
    /* What canonical bytes do not have: BOM, CRLF, quotes for nothing, another order of rows and
     * columns, a column left out, cells that must be quoted and all that text may be. */
    world_write(
        &world, "series.csv",
        "\xEF\xBB\xBFname,id,definition,geography,unit,fiscal_year_start\r\n"
        "\"D\",d,\"Words, about \"\"d\"\".\",PK,,\r\n"
        "\xD8\xA7\xD8\xB1\xD8\xAF\xD9\x88 \xF0\x9F\x8C\x8D,c,=1+1;'-- %s\\n,WLD,percent,\r\n"
        "B,b,\"\"\"\",PK,USD,07-01\r\n"
        "\"A\",\"a\",@x\xC2\xA0y\xE2\x80\x8Fz,PK,USD,07-01");
    world_change(&world, "figures.csv", "It came to 2.6.", "\"  \"\"It\"\", came , to 2.6\"");
    world_change(&world, "figures.csv", "\"  \"\"It", "\"\"\"It");
    go_round(&world, "out", out);
    (void)snprintf(world.package, sizeof world.package, "%s", out);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert(!world.was_written);
    ck_assert_int_eq(unlink(world.database), 0);
    go_round(&world, "again", again);
    expect_same_files(out, again);
    char cell[WORLD_ROOM];
    ck_assert_str_eq(
        world_ask(&world, "SELECT statement FROM claim WHERE id = 'a.2022.paper'", cell),
        "\"It\", came , to 2.6");
    world_close(&world);
}
END_TEST

START_TEST(an_export_replaces_whole_files)
{
    struct world world;
    char out[WORLD_ROOM], path[2 * WORLD_ROOM];
    struct stat about;

    world_open(&world);
    go_round(&world, "out", out);
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    (void)snprintf(path, sizeof path, "%s/%s", out, "README.md");
    ck_assert_int_eq(symlink("/nowhere", path), 0);
    go_round(&world, "out", out);
    ck_assert_int_eq(lstat(path, &about), 0); /* what is not ours stays */
    (void)snprintf(path, sizeof path, "%s/.figures.csv.export", out);
    ck_assert_int_ne(lstat(path, &about), 0);
    world_close(&world);
}
END_TEST

START_TEST(a_second_export_is_kept_out)
{
    struct world world;
    struct error err = {0};
    char out[WORLD_ROOM];

    world_open(&world);
    go_round(&world, "out", out);
    CLOSE(store) struct store *store = store_open(world.database, 0, &err);
    ck_assert_msg(store, "%s", err.detail);
    int held = open(out, O_RDONLY | O_DIRECTORY);
    ck_assert_int_eq(flock(held, LOCK_EX), 0);
    ck_assert(!package_export(out, store, 1, &err));
    ck_assert_msg(strstr(err.detail, "another export into"), "%s", err.detail);
    ck_assert_int_eq(close(held), 0);
    ck_assert_msg(package_export(out, store, 1, &err), "%s", err.detail);
    world_close(&world);
}
END_TEST

/* Whatever the size of the pieces, the file is the same; old revisions are too. */
START_TEST(files_come_in_pieces_of_any_size)
{
    struct world world;
    struct buffer whole, pieces;
    struct package_stream stream;
    struct error err = {0};
    char out[WORLD_ROOM], path[2 * WORLD_ROOM];

    world_open(&world);
    go_round(&world, "out", out);
    (void)snprintf(path, sizeof path, "%s/figures.csv", out);
    world_read(path, &whole);
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    struct store *store = store_open(world.database, 0, &err);
    ck_assert_msg(store, "%s", err.detail);
    for (size_t size = 1; size < 2000; size = size * 3 + 1) {
        buffer_init(&pieces, 1024 * 1024);
        ck_assert(package_stream_begin(&stream, slice_of("figures.csv"), 1));
        while (!stream.has_ended)
            ck_assert(package_stream_fill(&stream, store, &pieces, size, &err));
        ck_assert(slice_equal(buffer_all(&pieces), buffer_all(&whole)));
        buffer_clear(&pieces);
    }
    ck_assert(!package_stream_begin(&stream, slice_of("other.csv"), 1));
    ck_assert(!package_stream_begin(&stream, slice_of("figures"), 1));
    store_close(store);
    buffer_clear(&whole);
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        the_bundled_package_comes_out_as_it_is, twice_around_is_the_same,
        an_export_replaces_whole_files,         a_second_export_is_kept_out,
        files_come_in_pieces_of_any_size,
    };

    return SUITE_RUN("round trip", tests);
}
