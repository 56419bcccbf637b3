package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/run"

	"golang.org/x/mod/sumdb/tlog"
)

// HeadEvery is how often a head leaves the machine while lines are added.
const HeadEvery = 5 * time.Minute

// Heads makes heads and brings them outside.
type Heads struct {
	log    *Log
	files  []string
	syslog bool

	mu      sync.Mutex
	last    map[string]Head  // the newest head of each organisation
	brought map[string]int64 // the size of the newest that was appended to the files
}

// NewHeads prepares heads that are appended to files, the first of which is read for what was signed before. The
// second belongs on another volume or machine. With syslog they go there too.
func NewHeads(l *Log, files []string, syslog bool) (*Heads, error) {
	if len(files) == 0 {
		return nil, errors.New("heads of the audit trail need a file to go to")
	}
	// Only the first folder is made. The second is another volume: a folder made where it should have been mounted would
	// look right and prove nothing.
	if err := os.MkdirAll(filepath.Dir(files[0]), 0o700); err != nil {
		return nil, fmt.Errorf("the folder for heads of the audit trail cannot be made: %w", err)
	}
	h := &Heads{log: l, files: files, syslog: syslog, last: map[string]Head{}, brought: map[string]int64{}}
	for _, file := range files {
		heads, err := ReadHeads(file, l.Key.Public())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, head := range heads {
			h.brought[head.Org] = max(h.brought[head.Org], head.Size)
		}
		newest, err := ReadHeads(file+newestSuffix, l.Key.Public())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, head := range append(heads, newest...) {
			if head.Size > h.last[head.Org].Size {
				h.last[head.Org] = head
			}
		}
	}
	return h, nil
}

// ReadHeads reads the heads in a file that were signed with one of the keys. Heads of other keys, such as those from
// before the key was renewed, are left out.
func ReadHeads(file string, publics ...string) ([]Head, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	texts, err := SplitHeads(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var all []Head
	for _, text := range texts {
		if head, err := OpenHead(text, publics...); err == nil {
			all = append(all, head)
		}
	}
	return all, nil
}

// Rewritten is the error of a log that no longer contains what an earlier head says was in it. No head is signed for
// it any more: signing would make the change look right.
type Rewritten struct {
	Head Head  // what was signed
	Size int64 // what is there now
}

// Error tells what was found.
func (r *Rewritten) Error() string {
	if r.Size < r.Head.Size {
		return fmt.Sprintf("the audit trail of %s has %d lines, but on %s there were %d: lines were removed or an older database was put back",
			r.Head.Org, r.Size, r.Head.At, r.Head.Size)
	}
	return fmt.Sprintf("the first %d lines of the audit trail of %s are not those of %s: they were changed", r.Head.Size, r.Head.Org, r.Head.At)
}

// Make signs a head for every organisation whose log has grown, and brings it outside. A failure for one organisation
// or one place is told, and the others go on.
func (h *Heads) Make(ctx context.Context) ([]Head, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	// What waits goes under this head. When it cannot, the rest still does.
	wrong := []error{h.log.numberAll(ctx, true)}
	orgs, err := h.log.store.logs(ctx, h.log.DB.Read())
	if err != nil {
		return nil, err
	}
	listed := map[string]bool{}
	for _, org := range orgs {
		listed[org] = true
	}
	for org := range h.last {
		if !listed[org] { // the whole log of an organisation is gone
			orgs = append(orgs, org)
		}
	}
	var made []Head
	for _, org := range orgs {
		head, err := h.makeOne(ctx, org)
		if err != nil {
			wrong = append(wrong, err)
		} else if head.Signed != "" {
			made = append(made, head)
		}
	}
	return made, errors.Join(wrong...)
}

func (h *Heads) makeOne(ctx context.Context, org string) (Head, error) {
	head, err := h.sign(ctx, org)
	if err != nil || head.Size == h.brought[org] {
		return Head{}, err
	}
	h.brought[org] = head.Size
	return head, h.bring(head)
}

// sign gives the head of what an organisation has now: the newest that there is, or a new one.
func (h *Heads) sign(ctx context.Context, org string) (Head, error) {
	size, err := h.log.store.size(ctx, h.log.DB.Read(), org)
	if err != nil {
		return Head{}, err
	}
	last := h.last[org]
	if err := h.same(ctx, last, size); err != nil || size == last.Size {
		return last, err
	}
	root, err := h.log.Root(ctx, org, size)
	if err != nil {
		return Head{}, err
	}
	head, err := h.log.Key.sign(Head{Org: org, Size: size, Root: root, At: db.InstantOf(h.log.Clock.Now())})
	if err != nil {
		return Head{}, err
	}
	// From here on the head exists; a place that fails does not make it untrue.
	h.last[org] = head
	return head, nil
}

// same looks whether the log still begins with what was signed last.
func (h *Heads) same(ctx context.Context, last Head, size int64) error {
	if last.Size == 0 {
		return nil
	}
	if size < last.Size {
		return &Rewritten{last, size}
	}
	root, err := h.log.Root(ctx, last.Org, last.Size)
	if errors.Is(err, errTreeShort) || (err == nil && root != last.Root) {
		return &Rewritten{last, size}
	}
	return err
}

func (h *Heads) bring(head Head) error {
	var wrong []error
	for _, file := range h.files {
		if err := appendTo(file, head.Signed+"\n"); err != nil {
			wrong = append(wrong, fmt.Errorf("a head of the audit trail cannot be brought to %s: %w", file, err))
		}
	}
	if h.syslog {
		if err := toSyslog(head); err != nil {
			wrong = append(wrong, fmt.Errorf("a head of the audit trail cannot be brought to syslog: %w", err))
		}
	}
	return errors.Join(wrong...)
}

func appendTo(file, text string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// Keep makes heads until the context ends, and one more then; meanwhile lines get their numbers (Run). What goes wrong is told in the technical log; the
// program goes on, because refusing to work protects nobody, and the missing heads are what an auditor asks about.
func (h *Heads) Keep(ctx context.Context, logger *slog.Logger, every time.Duration) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	newest := time.NewTicker(newestEvery)
	defer newest.Stop()
	numbers := run.Go(ctx, "audit numbers", h.log.Run)
	h.try(ctx, logger)
	told := ""
	for {
		select {
		case <-ctx.Done():
			if err := numbers.Wait(); err != nil {
				logger.ErrorContext(ctx, "audit numbers", "error", err.Error())
			}
			h.try(context.WithoutCancel(ctx), logger)
			return nil
		case <-ticker.C:
			h.try(ctx, logger)
		case <-newest.C:
			err := h.Newest(ctx)
			if err != nil && err.Error() != told && ctx.Err() == nil {
				logger.ErrorContext(ctx, "audit heads", "error", err.Error())
			}
			told = text(err) // the same every few seconds would bury the rest of the log
		}
	}
}

func (h *Heads) try(ctx context.Context, logger *slog.Logger) {
	if _, err := h.Make(ctx); err != nil && ctx.Err() == nil {
		logger.ErrorContext(ctx, "audit heads", "error", err.Error())
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Last gives the newest head of an organisation, for the page of the privacy officer: "the head of last Friday agrees".
func (h *Heads) Last(org string) (Head, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	head, ok := h.last[org]
	return head, ok
}

// CheckHead tells whether the log still begins with a head from outside. It looks at the stored tree alone, in
// milliseconds; Verify looks at every line.
func (l *Log) CheckHead(ctx context.Context, head Head) error {
	size, err := l.store.size(ctx, l.DB.Read(), head.Org)
	if err != nil {
		return err
	}
	return (&Heads{log: l}).same(ctx, head, size)
}

// Leaf gives the leaf hash of a line, for a proof of inclusion.
func (l *Log) Leaf(ctx context.Context, org string, seq int64) (tlog.Hash, error) {
	all, err := l.store.hashes(ctx, l.DB.Read(), org, 0, seq-1, seq)
	if err != nil {
		return tlog.Hash{}, err
	}
	return all[0], nil
}
