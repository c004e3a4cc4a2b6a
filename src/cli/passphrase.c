/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"

#include "cli/passphrase.h"

static volatile sig_atomic_t caught;

static void
catch(int which)
{
	caught = which;
}

/* A store that the compiler may not leave out: nobody reads it again. */
void
passphrase_forget(struct passphrase *p)
{
	volatile char *v = p->text;

	for (size_t i = 0; i < sizeof p->text; i++)
		v[i] = '\0';
}

/* One line of ${fd} without its end; byte by byte, so that none is left in a buffer. */
static bool
read_line(int fd, struct passphrase *out)
{
	size_t n = 0;
	char byte;
	ssize_t got;

	while ((got = read(fd, &byte, 1)) == 1 && byte != '\n') {
		if (byte == '\0' || n == sizeof out->text - 1)
			return false;
		out->text[n++] = byte;
	}
	if (n > 0 && out->text[n - 1] == '\r')
		n--;
	out->text[n] = '\0';
	return got >= 0;
}

/*
 * Ask with the echo off.  A signal that would end us comes after the terminal
 * is as it was.
 */
static bool
ask(int tty, const char *what, struct passphrase *out)
{
	static const int which[] = { SIGINT, SIGTERM, SIGQUIT, SIGHUP };
	struct sigaction was[4], mine = { .sa_handler = catch };
	struct termios shown, hidden;
	bool got;

	if (tcgetattr(tty, &shown) != 0)
		return false;
	caught = 0;
	for (size_t i = 0; i < 4; i++)
		(void)sigaction(which[i], &mine, &was[i]);
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	got = tcsetattr(tty, TCSAFLUSH, &hidden) == 0 &&
	    write(tty, what, strlen(what)) >= 0 && read_line(tty, out);
	(void)tcsetattr(tty, TCSAFLUSH, &shown);
	(void)!write(tty, "\n", 1);
	for (size_t i = 0; i < 4; i++)
		(void)sigaction(which[i], &was[i], NULL);
	if (caught != 0)
		(void)raise(caught);
	return got;
}

static bool
from_terminal(struct call *c, const char *option, const char *what,
    struct passphrase *out)
{
	int tty CLEANUP(file_close_fd) = open("/dev/tty",
	    O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty >= 0 && ask(tty, what, out))
		return true;
	return err_set(&c->e, ERR_INPUT, "there is no terminal to ask for a "
	    "passphrase; --%s names a file with one", option);
}

static bool
from_file(struct call *c, const char *path, struct passphrase *out)
{
	int fd CLEANUP(file_close_fd) = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0 && read_line(fd, out) && out->text[0] != '\0')
		return true;
	return err_set(&c->e, ERR_INPUT, "%s: found no passphrase, expected "
	    "it in the first line", path);
}

bool
passphrase_get(struct call *c, const char *option, const char *what,
    struct passphrase *out)
{
	const char *path = call_option(c, option);

	if (path != NULL)
		return from_file(c, path, out);
	return from_terminal(c, option, arena_printf(c->a, "%s: ", what), out);
}

bool
passphrase_new(struct call *c, const char *option, const char *what,
    struct passphrase *out)
{
	struct passphrase again CLEANUP(passphrase_forget) = { 0 };

	TRY(passphrase_get(c, option, what, out));
	if (call_option(c, option) != NULL)
		return true;
	if (out->text[0] == '\0')
		return err_set(&c->e, ERR_INPUT, "found no passphrase, "
		    "expected one");
	TRY(passphrase_get(c, option, "the same again", &again));
	return strcmp(out->text, again.text) == 0 || err_set(&c->e, ERR_INPUT,
	    "these are two passphrases, expected the same twice");
}
