/* The kept inputs of a fuzzer, run once each: replay-NAME FOLDER. */
#include <dirent.h>

#include "base/buffer.h"
#include "fuzz.h"

enum { INPUT_CEILING = 16 * 1024 * 1024, PATH_ROOM = 4096 };

static void run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    CLEAN(buffer) struct buffer input = {0};
    char piece[4096];
    size_t size;

    EXPECT(file, "%s cannot be read", path);
    buffer_init(&input, INPUT_CEILING);
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(&input, piece, size);
    EXPECT(fclose(file) == 0 && !input.failed, "%s cannot be read", path);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)input.data, input.size);
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : "";
    struct dirent **names;
    char path[PATH_ROOM];
    int count = scandir(folder, &names, NULL, alphasort), run = 0;

    EXPECT(count >= 0, "no folder %s", folder);
    for (int i = 0; i < count; i++) {
        if (names[i]->d_name[0] != '.') {
            (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
            run_file(path);
            run++;
        }
        free(names[i]);
    }
    free(names);
    EXPECT(run, "no inputs in %s", folder);
    (void)printf("%d inputs\n", run);
    return 0;
}
