package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"nabij/internal/platform/db"

	"golang.org/x/mod/sumdb/tlog"
)

// Wrong says what is wrong with a line or a stretch of lines.
type Wrong string

// What can be wrong.
const (
	Missing  Wrong = "missing"  // a line is not there
	Changed  Wrong = "changed"  // a value of the line, its salt or its residents is not what was stored
	Extra    Wrong = "extra"    // rows that were never counted, or that others were numbered before
	Forged   Wrong = "forged"   // the line was not written by the program
	Order    Wrong = "order"    // a line has an earlier moment than the line before
	Blanked  Wrong = "blanked"  // values were removed, but not by a term that was applied
	BadTree  Wrong = "tree"     // a stored hash of the tree is not that of the lines
	Counter  Wrong = "counter"  // the counter of the log does not agree with its lines
	Cut      Wrong = "cut"      // a head says that there were more lines
	Replaced Wrong = "replaced" // the lines agree with each other, but not with a head
)

// Finding is one thing that is wrong, from a line up to and including another.
type Finding struct {
	From, To int64
	Wrong    Wrong
}

// Report is what a verification found for one organisation.
type Report struct {
	Org       string
	Lines     int64 // that were read
	Forgotten int64 // of which the values that point at people are gone, by a term that was applied
	Waiting   int64 // that have no number yet
	Heads     int   // from outside, that agree
	Newest    Head  // the newest of those
	Findings  []Finding
	More      int64 // findings beyond MaxFindings
}

// MaxFindings bounds the findings of a report; the first are the ones that matter.
const MaxFindings = 100

// Right tells that nothing is wrong.
func (r *Report) Right() bool { return len(r.Findings) == 0 }

// First gives the finding with the lowest line.
func (r *Report) First() (Finding, bool) {
	if len(r.Findings) == 0 {
		return Finding{}, false
	}
	return r.Findings[0], true
}

func (r *Report) find(w Wrong, from, to int64) {
	if len(r.Findings) >= MaxFindings {
		r.More++
		return
	}
	r.Findings = append(r.Findings, Finding{from, to, w})
}

// Check is what to verify with.
type Check struct {
	// Heads from outside: a file of heads on another volume, the mailbox of the privacy officer. Never those beside the
	// database alone.
	Heads []Head
	// Key, when it is at hand, also proves that the program wrote each line: that is all there is for lines since the
	// newest head.
	Key *Key
	// KeyFrom is the first line that was written with this key, when the key was renewed; 0 = the first.
	KeyFrom int64
}

// verifyLimit bounds one statement of a verification.
const verifyLimit = time.Minute

// Organisations lists the organisations that have a log.
func Organisations(ctx context.Context, d *db.DB) ([]string, error) {
	return store{}.logs(ctx, d.Read())
}

// Verify reads every line of an organisation and compares it with its hashes, with the tree and with heads from
// outside. It writes nothing.
func Verify(ctx context.Context, d *db.DB, org string, c Check) (*Report, error) {
	ctx = db.WithLimit(ctx, verifyLimit)
	v := &verifier{db: d, org: org, check: c, report: &Report{Org: org}, blanks: map[Class]map[string]int64{}, until: map[Class]string{}}
	for _, h := range c.Heads {
		if h.Org == org {
			v.heads = append(v.heads, h)
		}
	}
	slices.SortStableFunc(v.heads, func(a, b Head) int { return cmp.Compare(a.Size, b.Size) })
	var err error
	if v.size, err = v.store.size(ctx, d.Read(), org); err != nil {
		return nil, fmt.Errorf("verifying the audit trail: %w", err)
	}
	if v.stored, err = v.store.treeAll(ctx, d.Read(), org); err != nil {
		return nil, fmt.Errorf("verifying the audit trail: %w", err)
	}
	if err := v.walk(ctx); err != nil {
		return nil, fmt.Errorf("verifying the audit trail: %w", err)
	}
	if err := v.finish(ctx); err != nil {
		return nil, fmt.Errorf("verifying the audit trail: %w", err)
	}
	slices.SortStableFunc(v.report.Findings, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	return v.report, nil
}

// verifier is a verification that is going on.
type verifier struct {
	db     *db.DB
	store  store
	org    string
	check  Check
	size   int64
	report *Report

	heads  []Head // of this organisation, by size
	next   int    // the first head that was not reached yet
	good   int64  // the size of the newest head that agrees
	broken bool   // a head did not agree

	frontier []tlog.Hash         // the complete subtrees so far, by level; see push
	count    int64               // leaves so far
	stored   map[[2]int64]string // the stored tree, band and place
	lastAt   string

	blanks map[Class]map[string]int64 // class → day → first line without its values
	until  map[Class]string           // class → the last day before which values were forgotten
}

// push adds a leaf. frontier holds, as in binary counting, one hash for every 1 in the number of leaves.
func (v *verifier) push(leaf tlog.Hash) {
	h, level := leaf, 0
	for n := v.count; n&1 == 1; n >>= 1 {
		h = tlog.NodeHash(v.frontier[level], h)
		level++
		if level%bandBits == 0 {
			v.compareStored(int64(level/bandBits), (v.count+1)>>level-1, h)
		}
	}
	for len(v.frontier) <= level {
		v.frontier = append(v.frontier, tlog.Hash{})
	}
	v.frontier[level] = h
	v.count++
	v.reached()
}

// root gives the root over the leaves so far.
func (v *verifier) root() tlog.Hash {
	var h tlog.Hash
	first := true
	for level := range v.frontier {
		if v.count>>level&1 == 0 {
			continue
		}
		if first {
			h, first = v.frontier[level], false
		} else {
			h = tlog.NodeHash(v.frontier[level], h)
		}
	}
	return h
}

func (v *verifier) compareStored(band, place int64, h tlog.Hash) {
	key := [2]int64{band, place}
	if v.stored[key] != h.String() && !v.foundSince(place<<(bandBits*band)+1) {
		v.report.find(BadTree, place<<(bandBits*band)+1, (place+1)<<(bandBits*band))
	}
	delete(v.stored, key)
}

// foundSince tells that something was found already at or after a line: what follows from it is not told again.
func (v *verifier) foundSince(from int64) bool {
	return v.report.More > 0 || slices.ContainsFunc(v.report.Findings, func(f Finding) bool { return f.To >= from })
}

// reached compares with the heads of this size.
func (v *verifier) reached() {
	for v.next < len(v.heads) && v.heads[v.next].Size == v.count {
		head := v.heads[v.next]
		v.next++
		switch {
		case head.Root == v.root():
			v.good = v.count
			v.report.Heads++
			v.report.Newest = head
		case !v.broken:
			v.broken = true
			if !v.foundSince(v.good + 1) {
				v.report.find(Replaced, v.good+1, head.Size)
			}
		}
	}
}

// finish compares what only can be compared at the end.
func (v *verifier) finish(ctx context.Context) error {
	if v.next < len(v.heads) && v.heads[len(v.heads)-1].Size > v.size {
		v.report.find(Cut, v.size+1, v.heads[len(v.heads)-1].Size)
	}
	stray, err := v.store.stray(ctx, v.db.Read(), v.org, v.size)
	if err != nil {
		return err
	}
	if stray != 0 {
		v.report.find(Extra, stray, stray)
	}
	last, err := v.store.lastAt(ctx, v.db.Read(), v.org)
	if err != nil {
		return err
	}
	now, err := v.store.size(ctx, v.db.Read(), v.org)
	if err != nil {
		return err
	}
	// When lines were added while we read, the counter is further on, and that is right.
	if now == v.size && last != v.lastAt && v.size > 0 && !v.foundSince(v.size) {
		v.report.find(Counter, v.size, v.size)
	}
	for key := range v.stored {
		if end := (key[1] + 1) << (bandBits * key[0]); end > now {
			v.report.find(BadTree, key[1]<<(bandBits*key[0])+1, end)
		}
	}
	v.judgeBlanks()
	return v.judgeWaiting(ctx)
}

// judgeBlanks finds lines without their values that no applied term explains.
func (v *verifier) judgeBlanks() {
	for class, days := range v.blanks {
		var first int64
		for day, seq := range days {
			if day >= v.until[class] && (first == 0 || seq < first) {
				first = seq
			}
		}
		if first != 0 {
			v.report.find(Blanked, first, first)
		}
	}
}
