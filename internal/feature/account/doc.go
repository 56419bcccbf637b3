// Package account (Dutch: toegang) holds the pages by which people come in and out: signing in, the first start and
// invitations, one's own account, the accounts of others, and looking after files that were opened in an emergency.
//
// Everything it decides is decided by package access; it owns no tables. Every flow works without a script; passkeys, which
// cannot, are offered by a script on top.
package account
