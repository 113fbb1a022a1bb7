/* SPDX-License-Identifier: ISC */
#include "probe/certificate.h"

#include <openssl/ssl.h>
#include <stdio.h>
#include <time.h>

static void say(struct certificate *c, const char *what, int depth, const ASN1_TIME *when)
{
	struct tm day = {0};
	if (ASN1_TIME_to_tm(when, &day) != 1)
		return;
	/* Above depth 0 are the certificates of those who sign: the server sends them, too. */
	snprintf(c->words, sizeof c->words, "%s %s %04d-%02d-%02d (UTC)",
		depth == 0 ? "it" : "the one it is signed with", what, day.tm_year + 1900,
		day.tm_mon + 1, day.tm_mday);
}

static int on_certificate(int good, X509_STORE_CTX *store)
{
	const SSL *ssl =
		X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	const X509 *x509 = X509_STORE_CTX_get_current_cert(store);
	struct certificate *c = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
	int depth = X509_STORE_CTX_get_error_depth(store);
	if (good || !x509)
		return good;
	switch (X509_STORE_CTX_get_error(store)) {
	case X509_V_ERR_CERT_HAS_EXPIRED:
		say(c, "expired on", depth, X509_get0_notAfter(x509));
		break;
	case X509_V_ERR_CERT_NOT_YET_VALID:
		say(c, "is good only from", depth, X509_get0_notBefore(x509));
		break;
	default:
		break;
	}
	return good;
}

void certificate_watch(void *ssl_ctx, struct certificate *c)
{
	SSL_CTX_set_app_data(ssl_ctx, c);
	SSL_CTX_set_verify(ssl_ctx, SSL_CTX_get_verify_mode(ssl_ctx), on_certificate);
}
