// Package access (Dutch: toegang) knows who somebody is and what they may do: accounts, sessions, factors, invitations,
// and the one function May, which answers from one table, grants.csv.
//
// It is not the audit trail (platform/audit) and knows nothing of social work: teams and residents are opaque ids here.
package access
