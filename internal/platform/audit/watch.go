package audit

import (
	"maps"
	"sync"
)

// watched is a line that this process stored and that has no number yet, as far as this process knows.
type watched struct {
	waiting
	row   row
	since int64 // its number will be higher than this; -1 when that is not known
}

// watchedAtMost bounds the lines that are watched. When nobody numbers lines for so long that there are more, those
// beyond it are not watched.
const watchedAtMost = 5000

// watch remembers the lines of this process from their commit until they have their number. Between those two
// moments a line is in no tree and under no head: somebody with the database could take it out without a trace. But
// not without this process missing it.
type watch struct {
	mu    sync.Mutex
	lines map[string]map[string]watched // by organisation and id
	count int
	size  map[string]int64 // how many lines an organisation had when this process last looked
}

// begin prepares to watch a line, before its transaction is stored.
func (w *watch) begin(line waiting, r row) watched {
	w.mu.Lock()
	defer w.mu.Unlock()
	since, known := w.size[r.org]
	if !known {
		since = -1
	}
	return watched{line, r, since}
}

// add watches lines of which the transaction was stored.
func (w *watch) add(lines []watched) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, line := range lines {
		if w.count >= watchedAtMost {
			return
		}
		if w.lines == nil {
			w.lines = map[string]map[string]watched{}
		}
		if w.lines[line.row.org] == nil {
			w.lines[line.row.org] = map[string]watched{}
		}
		w.lines[line.row.org][line.id] = line
		w.count++
	}
}

// of gives what is watched of an organisation now.
func (w *watch) of(org string) map[string]watched {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.lines[org])
}

// has tells that a line is still watched.
func (w *watch) has(org, id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ok := w.lines[org][id]
	return ok
}

// settled forgets lines that have their number, or of which it was told that they are gone.
func (w *watch) settled(org string, ids []string, size int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range ids {
		if _, ok := w.lines[org][id]; ok {
			delete(w.lines[org], id)
			w.count--
		}
	}
	if w.size == nil {
		w.size = map[string]int64{}
	}
	w.size[org] = size
}

// orgs lists the organisations of which something is watched.
func (w *watch) orgs() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for org, lines := range w.lines {
		if len(lines) > 0 {
			all = append(all, org)
		}
	}
	return all
}
