/* SPDX-License-Identifier: ISC */
/*
 * certificate: since when a server's certificate is no longer good, or from when on it will
 * be: OpenSSL knows, libcurl's error message does not say it.
 *
 *     struct certificate c = {0};
 *     certificate_watch(ssl_ctx, &c);           in CURLOPT_SSL_CTX_FUNCTION
 *     … the connection fails …
 *     if (c.words[0]) say c.words;
 */
#ifndef PROBE_CERTIFICATE_H
#define PROBE_CERTIFICATE_H

/* What was wrong with the dates of a certificate of the last connection. */
struct certificate {
	char words[128]; /* "it expired on 2020-02-01 (UTC)"; "": nothing was */
};

/* ssl_ctx: OpenSSL's SSL_CTX of the connections to watch. *c has to live as long as it. What is
   accepted does not change. */
void certificate_watch(void *ssl_ctx, struct certificate *c);

#endif
