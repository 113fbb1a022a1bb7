/* SPDX-License-Identifier: ISC */
/* feedgen import: a published feed becomes a show. */
#include "app/cli.h"

#include "app/takeover.h"
#include "app/usage.h"

int command_import(struct cli *cli)
{
	if (cli->args.len != 1 || !*cli->args.data[0]) {
		usage_error(cli->args.len > 1 ? "one feed at a time, not %zu"
					      : "which feed? A file, an address or -",
			cli->args.len);
		return EXIT_USAGE;
	}
	if (cli->outputs.len != 1) {
		usage_error("into which folder? Name one with -o DIR");
		return EXIT_USAGE;
	}
	return takeover(cli, cli->args.data[0], cli->outputs.data[0]);
}
