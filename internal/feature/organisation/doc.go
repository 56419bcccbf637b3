// Package organisation (organisatie) is the pages on which an administrator keeps the house in order: its name, teams,
// neighbourhoods and target groups. Nothing is thrown away: what was used is renamed or closed, because files point at it.
//
// Who works in which team is decided with the account, in feature/account. The lists themselves are in package people.
package organisation
