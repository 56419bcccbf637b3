package review

import (
	"context"
	"database/sql"
	"encoding/base64"
	"strconv"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/db"
)

// PageOfScan is how many decisions are read at once: some 1 MB.
const pageOfScan = 2000

// stored is a decision as a scan reads it. Equal words share their memory, and the compact cases of a page lie in one.
type stored struct {
	deliberation, resident             string
	framework, layers, content, layout string
	form                               string
	next, look                         framework.Day
	compact                            []byte
}

// pages reads every decision of an organisation, page by page in the order of the primary key: one walk over the index,
// however many there are. Only one page at a time may be read.
type pages struct {
	q     db.Query
	org   string
	after string
	ended bool
	words map[string]string
	days  map[string]framework.Day
}

func newPages(q db.Query, org string) *pages {
	return &pages{q: q, org: org, words: map[string]string{}, days: map[string]framework.Day{}}
}

// next reads a page; an empty one is the end.
func (p *pages) next(ctx context.Context) ([]stored, error) {
	if p.ended {
		return nil, nil
	}
	var arena []byte
	list, err := db.All(ctx, p.q, func(row db.Row) (s stored, err error) {
		var resident, fw, layers, content, layout, form, next, look, compact sql.RawBytes
		if err = row.Scan(&s.deliberation, &resident, &fw, &layers, &content, &layout, &form, &next, &look, &compact); err != nil {
			return s, err
		}
		s.resident = string(resident)
		s.framework, s.layers, s.content, s.layout, s.form = p.word(fw), p.word(layers), p.word(content), p.word(layout), p.word(form)
		s.next, s.look = p.day(next), p.day(look)
		start := len(arena)
		arena, err = base64.RawStdEncoding.AppendDecode(arena, compact)
		s.compact = arena[start:len(arena):len(arena)]
		return s, err
	}, `select deliberation_id, resident_id, framework, layers, content, layout_id, form, coalesce(next_on, ''), coalesce(look_on, ''), compact
		from open_decision where organisation_id = $1 and deliberation_id > $2 order by deliberation_id limit `+strconv.Itoa(pageOfScan), p.org, p.after)
	if err != nil {
		return nil, err
	}
	if p.ended = len(list) < pageOfScan; len(list) > 0 {
		p.after = list[len(list)-1].deliberation
	}
	return list, nil
}

// mostWords bounds the words that are shared.
const mostWords = 10_000

// word gives the same memory for equal words.
func (p *pages) word(b []byte) string {
	if s, ok := p.words[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(p.words) < mostWords {
		p.words[s] = s
	}
	return s
}

// day reads a day; none, or one that cannot be read, is NoDay.
func (p *pages) day(b []byte) framework.Day {
	if d, ok := p.days[string(b)]; ok {
		return d
	}
	d, err := framework.ParseDay(string(b))
	if err != nil {
		d = framework.NoDay
	}
	if len(p.days) < mostWords {
		p.days[string(b)] = d
	}
	return d
}

func scanInt(row db.Row) (n int64, err error) { return n, row.Scan(&n) }

func countOpen(ctx context.Context, q db.Query, org string) (int, error) {
	n, err := db.One(ctx, q, scanInt, `select count(*) from open_decision where organisation_id = $1`, org)
	return int(n), err
}

// layoutBody gives the words of a layout.
func layoutBody(ctx context.Context, q db.Query, org, id string) (string, error) {
	return db.One(ctx, q, scanText, `select body from case_layout where organisation_id = $1 and id = $2`, org, id)
}

// finished gives what was counted when the decisions of a release were all brought back.
func finished(ctx context.Context, q db.Query, org, release string) (framework.Impact, bool, error) {
	all, err := db.All(ctx, q, func(row db.Row) (i framework.Impact, err error) {
		return i, row.Scan(&i.Open, &i.Same, &i.OtherReason, &i.OtherAdvice, &i.CannotTell)
	}, `select looked_at, same, other_reason, other_advice, cannot_tell from release_scan where organisation_id = $1 and release_id = $2`, org, release)
	if err != nil || len(all) == 0 {
		return framework.Impact{}, false, err
	}
	return all[0], true, nil
}

func finish(ctx context.Context, tx db.Tx, org, release string, i framework.Impact, at db.Instant) error {
	_, err := db.Exec(ctx, tx, `insert into release_scan (organisation_id, release_id, looked_at, same, other_reason, other_advice, cannot_tell, finished_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation_id, release_id) do nothing`,
		org, release, i.Open, i.Same, i.OtherReason, i.OtherAdvice, i.CannotTell, at)
	return err
}

// bringBackAll stores what a release does to a page of decisions, those that came back by it already left out, and gives
// the ones that are new. list is in the order of the scan, so what is there already is one short walk over the unique
// index; after that every row is new and its statement is read once for all of them.
func bringBackAll(ctx context.Context, tx db.Tx, org, release string, list []back, at db.Instant) (fresh []back, err error) {
	there, err := db.All(ctx, tx, scanText, `select deliberation_id from came_back
		where organisation_id = $1 and release_id = $2 and deliberation_id between $3 and $4`, org, release, list[0].deliberation, list[len(list)-1].deliberation)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(there))
	for _, id := range there {
		known[id] = true
	}
	for _, b := range list {
		if !known[b.deliberation] {
			fresh = append(fresh, b)
		}
	}
	const columns = 6 // of a row; three more are the same in all of them
	most := max(1, (tx.ValuesAtOnce()-3)/columns)
	for rest := fresh; len(rest) > 0; {
		rows := min(most, len(rest))
		var all [][]any
		for ; len(rest) >= rows; rest = rest[rows:] {
			in := make([]any, 0, 3+rows*columns)
			in = append(in, org, at, release)
			for _, b := range rest[:rows] {
				in = append(in, people.NewID(at.Time()), b.deliberation, b.resident, b.Kind, b.Code, rankOf(b.Kind, b.Code))
			}
			all = append(all, in)
		}
		if err := db.ExecEach(ctx, tx, bringBackText(rows, columns), all); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// bringBackText is the statement for so many rows.
func bringBackText(rows, columns int) string {
	var text strings.Builder
	text.WriteString(`insert into came_back (organisation_id, at, release_id, how, why, id, deliberation_id, resident_id, kind, code, rank) values `)
	for i := range rows {
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString("($1, $2, $3, '', ''")
		for j := range columns {
			text.WriteString(", $" + strconv.Itoa(4+i*columns+j))
		}
		text.WriteString(")")
	}
	return text.String() + " on conflict do nothing"
}

// keepChange stores in words what a release changed for a framework.
func keepChange(ctx context.Context, tx db.Tx, org, release string, b basis, c change) error {
	_, err := db.Exec(ctx, tx, `insert into release_change (organisation_id, release_id, framework, layers, body) values ($1, $2, $3, $4, $5)
		on conflict (organisation_id, release_id, framework, layers) do nothing`, org, release, b.framework, b.layers, db.JSON[change]{V: c})
	return err
}

// changes gives in words what releases changed, by changeKey.
func changes(ctx context.Context, q db.Query, org string, releases []string) (map[string]change, error) {
	in := args{org}
	out := map[string]change{}
	_, err := db.All(ctx, q, func(row db.Row) (_ string, err error) {
		var release string
		var b basis
		var c db.JSON[change]
		err = row.Scan(&release, &b.framework, &b.layers, &c)
		out[changeKey(release, b)] = c.V
		return release, err
	}, `select release_id, framework, layers, body from release_change where organisation_id = $1 and release_id in `+in.in(releases), in...)
	return out, err
}

func changeKey(release string, b basis) string {
	return release + "\x00" + b.framework + "\x00" + b.layers
}
