/* Locals that own something are cleaned when they leave their scope.
 *
 * `CLEAN(buffer) struct buffer out;` calls buffer_clear(&out) at the end of the scope;
 * `CLOSE(store) struct store *store = …;` calls store_close(store), which accepts NULL.
 * A noun takes part by DEFINE_CLEAN or DEFINE_CLOSE in its own header. */
#ifndef CLEAN_H
#define CLEAN_H

#define CLEAN(noun) __attribute__((cleanup(noun##_clean_)))
#define CLOSE(noun) __attribute__((cleanup(noun##_close_)))

/* The caller's memory: noun_clear(struct noun *). */
#define DEFINE_CLEAN(noun)                                                                         \
    __attribute__((unused)) static inline void noun##_clean_(struct noun *it)                      \
    {                                                                                              \
        noun##_clear(it);                                                                          \
    }

/* Own heap: noun_close(struct noun *), NULL accepted. */
#define DEFINE_CLOSE(noun)                                                                         \
    __attribute__((unused)) static inline void noun##_close_(struct noun **it)                     \
    {                                                                                              \
        noun##_close(*it);                                                                         \
    }

#endif
