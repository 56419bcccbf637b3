package access

import (
	"context"

	"nabij/internal/platform/db"
)

// The kinds of notices to a worker. Pages choose the words.
const (
	NoticeGuessing   = "guessing"    // somebody who knows the password guesses at the second factor
	NoticeReset      = "reset"       // password or factor was replaced by a link
	NoticeRoles      = "roles"       // somebody's roles were widened
	NoticeRolesAsked = "roles_asked" // a colleague asked for a role that this administrator must confirm
	NoticeRestart    = "restart"     // an account began anew by the command line
	NoticeGlass      = "break_glass" // somebody opened a closed file
	NoticeConflict   = "conflict"    // somebody marked "I know this person"
)

// Notice is something a worker must be told.
type Notice struct {
	ID, Kind, About, By string // About: a worker, or a broken glass
	At, Seen            db.Instant

	org, worker string
}

func notice(org, worker, kind, about, by string, at db.Instant) Notice {
	return Notice{ID: newID(), Kind: kind, About: about, By: by, At: at, org: org, worker: worker}
}

// Notices gives what the actor must be told, newest first: everything unseen, and what was seen lately.
func (s *Service) Notices(ctx context.Context, a Actor) ([]Notice, error) {
	return listNotices(ctx, s.db.Read(), a.Org, a.ID)
}

// Unseen counts what the actor was not told yet.
func (s *Service) Unseen(ctx context.Context, a Actor) (int64, error) {
	return countUnseen(ctx, s.db.Read(), a.Org, a.ID)
}

// SeenNotice keeps that the actor was told.
func (s *Service) SeenNotice(ctx context.Context, tx db.Tx, a Actor, id string) error {
	return seenNotice(ctx, tx, a.Org, a.ID, id, s.now())
}
