/* Sockets that a supervisor opened for us: systemd's socket activation (sd_listen_fds(3)). */
#ifndef INHERIT_H
#define INHERIT_H

#include "server/listen.h"

/* Takes the sockets of LISTEN_FDS where LISTEN_PID names this process: those called `admin`
 * (FileDescriptorName=) for the operator, all others for the public. False with ERROR_INPUT where
 * one of them is of no use. */
bool inherit_listeners(struct listeners *front, struct listeners *back, struct error *err);

#endif
