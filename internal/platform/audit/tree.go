package audit

import (
	"context"
	"errors"
	"fmt"

	"nabij/internal/platform/db"

	"golang.org/x/mod/sumdb/tlog"
)

// The tree is that of RFC 6962. Level 0, the leaves, is a column of the lines themselves, so a line is in the tree at
// the moment that it is stored. Of the levels above only every eighth is stored (tlog level 8, 16, …, here band 1, 2,
// …): one row for 256 lines. What lies between is reckoned from at most 255 hashes when somebody asks.
const (
	bandBits = 8
	bands    = 4 // 256⁴ lines are more than anybody will live to see
)

// errTreeShort is the error of a tree that lacks hashes it should have.
var errTreeShort = errors.New("the stored tree of the audit trail is not complete")

// complete stores the hashes of the bands that are full now that the log has grown from before to after lines.
func (s store) complete(ctx context.Context, tx db.Tx, org string, before, after int64) error {
	for band := 1; band <= bands; band++ {
		from, to := before>>(bandBits*band), after>>(bandBits*band)
		if from == to {
			return nil
		}
		for place := from; place < to; place++ {
			below, err := s.hashes(ctx, tx, org, band-1, place<<bandBits, (place+1)<<bandBits)
			if err != nil {
				return err
			}
			if err := s.addTree(ctx, tx, org, band, place, fold(below).String()); err != nil {
				return err
			}
		}
	}
	return nil
}

// fold gives the hash above a number of hashes that is a power of two.
func fold(hashes []tlog.Hash) tlog.Hash {
	level := append([]tlog.Hash(nil), hashes...)
	for len(level) > 1 {
		for i := 0; i < len(level)/2; i++ {
			level[i] = tlog.NodeHash(level[2*i], level[2*i+1])
		}
		level = level[:len(level)/2]
	}
	return level[0]
}

// reader reads hashes of the tree for tlog.
func (s store) reader(ctx context.Context, q db.Query, org string) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			level, n := tlog.SplitStoredHashIndex(index)
			band, up := level/bandBits, level%bandBits
			below, err := s.hashes(ctx, q, org, band, n<<up, (n+1)<<up)
			if err != nil {
				return nil, err
			}
			out[i] = fold(below)
		}
		return out, nil
	})
}

// hashes gives the stored hashes from, up to but not including to, of a band.
func (s store) hashes(ctx context.Context, q db.Query, org string, band int, from, to int64) ([]tlog.Hash, error) {
	statement, args := selectTree, []any{org, from, to, band}
	if band == 0 {
		statement, args = selectLeaves, []any{org, from + 1, to + 1}
	}
	all, err := db.All(ctx, q, func(r db.Row) (tlog.Hash, error) {
		var text string
		if err := r.Scan(&text); err != nil {
			return tlog.Hash{}, err
		}
		h, err := tlog.ParseHash(text)
		if err != nil {
			return h, errTreeShort
		}
		return h, nil
	}, statement, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the tree of the audit trail: %w", err)
	}
	if int64(len(all)) != to-from {
		return nil, errTreeShort
	}
	return all, nil
}

// Root gives the root of the tree of the first size lines.
func (l *Log) Root(ctx context.Context, org string, size int64) (tlog.Hash, error) {
	return tlog.TreeHash(size, l.store.reader(ctx, l.DB.Read(), org))
}

// Inclusion proves that a line is among the first size lines. With the leaf of that line and a head of that size
// anybody can check it (tlog.CheckRecord), without seeing any other line.
func (l *Log) Inclusion(ctx context.Context, org string, size, seq int64) (tlog.RecordProof, error) {
	if seq < 1 || seq > size {
		return nil, fmt.Errorf("line %d is not among the first %d", seq, size)
	}
	return tlog.ProveRecord(size, seq-1, l.store.reader(ctx, l.DB.Read(), org))
}

// Consistency proves that the first old lines of a tree of size lines are those of the head of old lines: that in
// between only was added (tlog.CheckTree).
func (l *Log) Consistency(ctx context.Context, org string, size, old int64) (tlog.TreeProof, error) {
	if old < 1 || old > size {
		return nil, fmt.Errorf("a head of %d lines is no beginning of one of %d", old, size)
	}
	return tlog.ProveTree(size, old, l.store.reader(ctx, l.DB.Read(), org))
}
