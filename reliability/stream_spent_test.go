package reliability

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// spent is processor time: of the program, of a PostgreSQL, of this process that makes the load, and of the whole machine.
type spent struct{ program, database, load, busy, all time.Duration }

func (s spent) since(b spent) spent {
	return spent{s.program - b.program, s.database - b.database, s.load - b.load, s.busy - b.busy, s.all - b.all}
}

// others is the share of the processors that other work had.
func (s spent) others(time.Duration) float64 {
	if s.all == 0 {
		return 0
	}
	return max(0, float64(s.busy-s.program-s.database-s.load)/float64(s.all))
}

const tick = time.Second / 100 // in /proc

// spentBy reads it, where the system tells (Linux); elsewhere it is nothing.
func spentBy(t *testing.T, p *program, url string) (s spent) {
	t.Helper()
	s.program, s.load = ticks(strconv.Itoa(p.cmd.Process.Pid), 13, 14), ticks("self", 13, 14)
	if url != "" {
		s.database = family(postmaster(t, url))
	}
	text, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(text), "\n")
	for i, f := range strings.Fields(line)[min(1, len(strings.Fields(line))):] {
		n, _ := strconv.Atoi(f)
		if i < 8 {
			s.all += time.Duration(n) * tick
			if i != 3 && i != 4 { // idle, waiting for a disk
				s.busy += time.Duration(n) * tick
			}
		}
	}
	return s
}

// ticks adds up fields of /proc/…/stat, counted from 0 with the name as one.
func ticks(pid string, fields ...int) (d time.Duration) {
	all := statOf(pid)
	for _, f := range fields {
		if f < len(all) {
			n, _ := strconv.Atoi(all[f])
			d += time.Duration(n) * tick
		}
	}
	return d
}

func statOf(pid string) []string {
	text, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return nil
	}
	name := strings.LastIndex(string(text), ")")
	return append([]string{pid, "name"}, strings.Fields(string(text)[name+1:])...)
}

// postmaster gives the process that all others of a PostgreSQL descend from.
func postmaster(t *testing.T, url string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	pid := 0
	if err := conn.QueryRow(t.Context(), "select pg_backend_pid()").Scan(&pid); err != nil {
		t.Fatal(err)
	}
	if all := statOf(strconv.Itoa(pid)); len(all) > 3 {
		return all[3]
	}
	return ""
}

// family adds up a process, its children, and those of its children that have ended.
func family(parent string) time.Duration {
	if parent == "" {
		return 0 // it runs on another machine
	}
	d := ticks(parent, 13, 14, 15, 16)
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		if s := statOf(filepath.Base(dir)); len(s) > 3 && s[3] == parent {
			d += ticks(s[0], 13, 14)
		}
	}
	return d
}
