package reliability

import (
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/db"
)

// state looks into the database file from outside, beside the program or after it.
type state struct {
	t  *testing.T
	db *sql.DB
}

func look(t *testing.T, dir string) *state {
	t.Helper()
	d, err := sql.Open("sqlite", "file:"+filepath.Join(dir, db.FileName)+"?_pragma=busy_timeout(20000)&_pragma=query_only(1)")
	if err != nil {
		t.Fatal(err)
	}
	s := &state{t, d}
	t.Cleanup(s.close)
	return s
}

func (s *state) close() { _ = s.db.Close() }

// number gives one number.
func (s *state) number(query string, args ...any) (n int) {
	s.t.Helper()
	if err := s.db.QueryRow(query, args...).Scan(&n); err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// texts gives one column.
func (s *state) texts(query string, args ...any) (all []string) {
	s.t.Helper()
	rows, err := s.db.Query(query, args...)
	if err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			s.t.Fatal(err)
		}
		all = append(all, text.String)
	}
	if err := rows.Err(); err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	return all
}

// row is a row of any table, as text.
type row map[string]string

func (s *state) rows(query string, args ...any) (all []row) {
	s.t.Helper()
	rows, err := s.db.Query(query, args...)
	if err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		s.t.Fatal(err)
	}
	for rows.Next() {
		values, at := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range values {
			at[i] = &values[i]
		}
		if err := rows.Scan(at...); err != nil {
			s.t.Fatal(err)
		}
		r := row{}
		for i, name := range names {
			if r[name] = values[i].String; !values[i].Valid {
				r[name] = "<null>"
			}
		}
		all = append(all, r)
	}
	return all
}

// tables lists the tables of the program with their columns.
func (s *state) tables() map[string][]string {
	s.t.Helper()
	all := map[string][]string{}
	for _, name := range s.texts(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'goose%'`) {
		all[name] = s.texts(`select name from pragma_table_info(?)`, name)
	}
	return all
}

// line is a line of the audit trail, with its number or waiting for it.
type line struct {
	event, kind, outcome, detail, actor, object, ground, request string
	residents                                                    []string
	all                                                          string // everything in it
}

// waiting gives the lines that have no number yet.
func (s *state) waiting() (all []line) {
	s.t.Helper()
	for _, body := range s.texts(`select body from audit_waiting`) {
		var f []string
		if err := json.Unmarshal([]byte(body), &f); err != nil || len(f) < 16 {
			s.t.Fatalf("a line that waits cannot be read: %v", err)
		}
		all = append(all, line{event: f[1], kind: f[5], outcome: f[6], detail: f[7], actor: f[10], object: f[13], ground: f[14], request: f[15], residents: f[16:], all: body})
	}
	return all
}

// lines gives all lines after a number, and those that wait; and the last number.
func (s *state) lines(after int) (all []line, last int) {
	s.t.Helper()
	tx, err := s.db.Begin() // one moment: a line moves from one table to the other
	if err != nil {
		s.t.Fatal(err)
	}
	defer tx.Rollback()
	last = after
	rows, err := tx.Query(`select seq, event, kind, outcome, detail, coalesce(actor_id,''), coalesce(object_id,''), coalesce(ground,''), coalesce(request,''),
		coalesce((select group_concat(resident_id) from audit_resident r where r.organisation_id = l.organisation_id and r.seq = l.seq), '')
		from audit_line l where seq > ? order by seq`, after)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var l line
		var seq int
		var who string
		if err := rows.Scan(&seq, &l.event, &l.kind, &l.outcome, &l.detail, &l.actor, &l.object, &l.ground, &l.request, &who); err != nil {
			s.t.Fatal(err)
		}
		if who != "" {
			l.residents = strings.Split(who, ",")
		}
		l.all = strings.Join([]string{l.event, l.kind, l.outcome, l.detail, l.actor, l.object, l.ground, l.request, who}, "\x1f")
		all, last = append(all, l), max(last, seq)
	}
	bodies, err := tx.Query(`select body from audit_waiting`)
	if err != nil {
		s.t.Fatal(err)
	}
	defer bodies.Close()
	for bodies.Next() {
		var body string
		var f []string
		if err := bodies.Scan(&body); err != nil {
			s.t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(body), &f); err != nil || len(f) < 16 {
			s.t.Fatalf("a line that waits cannot be read: %v", err)
		}
		all = append(all, line{event: f[1], kind: f[5], outcome: f[6], detail: f[7], actor: f[10], object: f[13], ground: f[14], request: f[15], residents: f[16:], all: body})
	}
	return all, last
}

// settled waits until no line waits for its number.
func (s *state) settled() {
	s.t.Helper()
	for begin := time.Now(); s.number(`select count(*) from audit_waiting where not refused`) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(begin) > 20*time.Second {
			s.t.Fatal("lines of the audit trail wait for their numbers after 20 seconds")
		}
	}
}

// healthy tells what the database itself finds wrong with its file.
func (s *state) healthy(wrong *findings) {
	s.t.Helper()
	for _, text := range s.texts(`pragma integrity_check`) {
		if text != "ok" {
			wrong.add("integrity_check: %s", text)
		}
	}
	if n := len(s.rows(`pragma foreign_key_check`)); n > 0 {
		wrong.add("%d rows point at nothing", n)
	}
}

// pair is a kind of row and the audit lines that must tell of it: as many of the one as of the other.
type pair struct{ what, rows, lines string }

// pairs are counted over the whole database. A change that was half applied, a row without its line and a line without
// its row all show as a difference.
var pairs = []pair{
	{"resident", `select count(*) from resident`, `event = 'resident.added'`},
	{"first block of a file", `select count(*) from resident_block where block = 'who'`, `event = 'resident.added'`},
	{"version of a block", `select coalesce(sum(version), 0) - (select count(*) from resident) from resident_block where block not in ('safe', 'household')`,
		`event = 'resident.changed' and detail like 'block:%' and detail <> 'block:frame'`},
	{"version of a safe rule", `select coalesce(sum(version), 0) from resident_block where block = 'safe'`, `event = 'contact_rule.changed'`},
	{"version of a household", `select coalesce(sum(version), 0) from resident_block where block = 'household'`, `event = 'household.changed'`},
	{"earlier version", `select count(*) + (select count(*) from resident_block) from resident_block_past`,
		`event in ('resident.added', 'contact_rule.changed', 'household.changed') or event = 'resident.changed' and detail like 'block:%' and detail <> 'block:frame'`},
	{"caseload", `select count(*) + count(until_day) from caseload`, `event in ('resident.added', 'caseload.changed')`},
	{"shared filter", `select count(*) from saved_filter where team_id is not null`, `event = 'filter.shared'`},
	{"team", `select count(*) from team`, `kind = 'team' and detail = 'place:added'`},
	{"neighbourhood", `select count(*) from neighbourhood`, `kind = 'neighbourhood' and detail = 'place:added'`},
	{"group", `select count(*) from target_group`, `kind = 'group' and detail = 'place:added'`},
	{"account", `select count(*) from worker`, `event in ('account.invited', 'account.added') and outcome = 'done' and (detail like 'roles:%' or event = 'account.added')`},
	{"name of the organisation", `select sum(version) - count(*) from organisation`, `event = 'organisation.changed' and kind = 'organisation'`},
	{"deliberation", `select count(*) from deliberation`, `event = 'deliberation.started'`},
	{"decision", `select count(*) from deliberation_decision`, `event in ('deliberation.decided', 'deliberation.withdrawn')`},
	{"receipt of a decision", `select count(*) from deliberation_receipt`, `event in ('deliberation.decided', 'deliberation.withdrawn')`},
	{"decision that is looked at again", `select count(*) from open_decision`, `event = 'deliberation.decided'`},
	{"remark", `select count(*) from pack_remark`, `event = 'feedback.given'`},
}

// paired counts rows and lines. Lines that wait count as well.
func (s *state) paired(wrong *findings) {
	s.t.Helper()
	held := `(select event, kind, outcome, detail from audit_line union all
		select body ->> 1, body ->> 5, body ->> 6, body ->> 7 from audit_waiting)`
	for _, p := range pairs {
		rows, lines := s.number(p.rows), s.number(`select count(*) from `+held+` where `+p.lines)
		if rows != lines {
			wrong.add("%s: %d rows, %d audit lines", p.what, rows, lines)
		}
	}
}
