package access

import (
	"context"

	"nabij/internal/platform/db"
)

// ConflictMark is that a worker knows a resident privately.
type ConflictMark struct {
	Worker, By string // who knows them, and who said so
	At         db.Instant
}

// MarksOf lists who knows a resident privately, for whoever may lift that; for anybody else it is nobody's business. The
// caller opened the file.
func (s *Service) MarksOf(ctx context.Context, q db.Query, a Actor, resident string) ([]ConflictMark, error) {
	if !May(a, Erase, Object{Kind: "conflict", Org: a.Org, Resident: resident, Relation: None}).Allowed {
		return nil, nil
	}
	return listMarked(ctx, q, a.Org, resident)
}
