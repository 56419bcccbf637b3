package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"nabij/internal/framework"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/run"
)

// scanners is how many work at once. More would not help: reading the database is half of the work, and the machine is
// there for those who weigh now.
const scanners = 2

// Impact reckons how many open decisions of an organisation come out differently under other content. It changes
// nothing, and its memory does not grow with how many there are. progress may be nil.
func (f *Feature) Impact(ctx context.Context, org string, from, to *framework.Library, progress func(done, total int)) (framework.Impact, error) {
	s, err := f.newScan(ctx, org, from, to, progress)
	if err != nil {
		return framework.Impact{}, err
	}
	return s.run(ctx, func(context.Context, []stored, []framework.Shift) error { return nil })
}

// BringBack puts the open decisions that come out differently on the lists of their workers, and gives how many: as many
// as Impact counted. The same release brings a decision back once, also when this was interrupted and begins again; once
// it has ended, it only tells what it counted.
func (f *Feature) BringBack(ctx context.Context, org, release string, from, to *framework.Library, progress func(done, total int)) (framework.Impact, error) {
	if i, done, err := finished(ctx, f.DB.Read(), org, release); done || err != nil {
		return i, err
	}
	s, err := f.newScan(ctx, org, from, to, progress)
	if err != nil {
		return framework.Impact{}, err
	}
	var told sync.Map // bases of which the change was stored
	out, err := s.run(ctx, func(ctx context.Context, page []stored, shifts []framework.Shift) error {
		var list []back
		var say []basis
		for i, d := range page {
			if shifts[i] == framework.Same {
				continue
			}
			b := basis{d.framework, d.layers}
			c, err := s.on(b)
			if err != nil {
				return err
			}
			list = append(list, back{Return{Kind: c.change.Kind, Code: shifts[i].String(), Release: release}, d.deliberation, d.resident})
			if _, known := told.Load(b); !known && !slices.Contains(say, b) {
				say = append(say, b)
			}
		}
		if len(list) == 0 {
			return nil
		}
		err := f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			for _, b := range say {
				c, err := s.on(b)
				if err != nil {
					return err
				}
				if err := keepChange(ctx, tx, org, release, b, c.change); err != nil {
					return err
				}
			}
			fresh, err := bringBackAll(ctx, tx, org, release, list, f.now())
			if err != nil || len(fresh) == 0 {
				return err
			}
			return f.Audit.Record(ctx, tx, audit.Line{Event: "deliberation.returned", Kind: "deliberation", Residents: residentsOf(fresh), Ground: "release", Detail: "release:" + release})
		})
		if err == nil {
			for _, b := range say {
				told.Store(b, true)
			}
		}
		return err
	})
	if err != nil {
		return framework.Impact{}, err
	}
	return out, f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return finish(ctx, tx, org, release, out, f.now()) })
}

func residentsOf(list []back) []string {
	out := make([]string, len(list))
	for i, b := range list {
		out[i] = b.resident
	}
	return out
}

// basis is on what a decision was taken, apart from versions.
type basis struct{ framework, layers string }

// contents is that basis in old and new content.
type contents struct {
	old, new *framework.Framework // nil when it is not there
	content  string               // checksum of the new
	same     bool
	change   change
}

// scan is one walk over all open decisions of an organisation.
type scan struct {
	f        *Feature
	from, to *framework.Library
	total    int
	progress func(done, total int)

	reading sync.Mutex // one page at a time
	pages   *pages

	mu      sync.Mutex // guards what follows
	changed map[basis]*contents
	layouts map[string]string
	done    int
	out     framework.Impact
}

func (f *Feature) newScan(ctx context.Context, org string, from, to *framework.Library, progress func(done, total int)) (*scan, error) {
	q := f.DB.Read()
	total, err := countOpen(db.WithLimit(ctx, db.ReportLimit), q, org)
	return &scan{f: f, from: from, to: to, total: total, progress: progress, pages: newPages(q, org),
		changed: map[basis]*contents{}, layouts: map[string]string{}}, err
}

// on gives a basis in both contents, made ready once.
func (s *scan) on(b basis) (*contents, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.changed[b]; c != nil {
		return c, nil
	}
	c, err := compileBoth(b, s.from, s.to)
	if err == nil {
		s.changed[b] = c
	}
	return c, err
}

// layout gives the words of a layout.
func (s *scan) layout(ctx context.Context, id string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if body, ok := s.layouts[id]; ok {
		return body, nil
	}
	body, err := layoutBody(ctx, s.f.DB.Read(), s.pages.org, id)
	if err == nil {
		s.layouts[id] = body
	}
	return body, err
}

// compileBoth makes a framework ready in both contents.
func compileBoth(b basis, from, to *framework.Library) (*contents, error) {
	var c contents
	var err error
	if c.old, err = compile(b, from); err != nil {
		return nil, err
	}
	if c.new, err = compile(b, to); err != nil {
		return nil, err
	}
	c.change = changeOf(c.old, c.new)
	if c.new != nil {
		c.content = contentOf(c.new)
		c.same = c.old != nil && contentOf(c.old) == c.content
	}
	return &c, nil
}

// compile makes a framework ready with those of its layers that are there. It gives nil when it is not there itself.
func compile(b basis, lib *framework.Library) (*framework.Framework, error) {
	if lib.Find(b.framework, "") == nil {
		return nil, nil
	}
	layers := slices.DeleteFunc(strings.Fields(b.layers), func(l string) bool { return lib.Find(l, "") == nil })
	fw, issues := lib.Compile(b.framework, "", layers...)
	if fw == nil {
		return nil, fmt.Errorf("the framework %s cannot be made ready: %d problems, the first: %w", b.framework, len(issues), issues[0])
	}
	return fw, nil
}

// run walks with several at once, one of whom reads a page while the others judge theirs, and gives each page with what
// came out to do.
func (s *scan) run(ctx context.Context, do func(context.Context, []stored, []framework.Shift) error) (framework.Impact, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var tasks []*run.Task
	for range scanners {
		tasks = append(tasks, run.Go(ctx, "scan of open decisions", func(ctx context.Context) error {
			err := s.work(ctx, do)
			if err != nil {
				stop() // the others need not go on
			}
			return err
		}))
	}
	var first error
	for _, t := range tasks {
		if err := t.Wait(); first == nil || first == context.Canceled {
			first = err
		}
	}
	return s.out, first
}

func (s *scan) work(ctx context.Context, do func(context.Context, []stored, []framework.Shift) error) error {
	judges := map[[3]string]*judge{}
	var shifts []framework.Shift
	for {
		page, err := s.read(ctx)
		if err != nil || len(page) == 0 {
			return err
		}
		var sum framework.Impact
		shifts = shifts[:0]
		for i := range page {
			shift, err := s.judge(ctx, &page[i], judges)
			if err != nil {
				return fmt.Errorf("the open decision %s: %w", page[i].deliberation, err)
			}
			sum.Add(shift)
			shifts = append(shifts, shift)
		}
		if err := do(ctx, page, shifts); err != nil {
			return err
		}
		s.add(sum)
	}
}

func (s *scan) read(ctx context.Context) ([]stored, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.pages.next(ctx)
}

func (s *scan) add(sum framework.Impact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out = s.out.Plus(sum)
	s.done += sum.Open
	if s.progress != nil {
		s.progress(min(s.done, s.total), s.total)
	}
}

// judge tells what the new content does to a decision.
func (s *scan) judge(ctx context.Context, d *stored, judges map[[3]string]*judge) (framework.Shift, error) {
	key := [3]string{d.framework, d.layers, d.layout}
	j := judges[key]
	if j == nil {
		c, err := s.on(basis{d.framework, d.layers})
		if err != nil {
			return framework.Same, err
		}
		j = &judge{contents: c}
		judges[key] = j
		if c.old != nil && c.new != nil {
			body, err := s.layout(ctx, d.layout)
			if err != nil {
				return framework.Same, err
			}
			if j.scan, err = framework.NewScan(c.old, c.new, body); err != nil {
				return framework.Same, err
			}
		}
	}
	switch {
	case j.same || d.content == j.content: // or taken on the new content already
		return framework.Same, nil
	case j.scan == nil:
		return framework.CannotTell, nil // there is nothing to compare with
	}
	return j.shift(d)
}

// judge compares decisions with one layout, for one worker of the scan.
type judge struct {
	*contents
	scan *framework.Scan // nil when one of the frameworks is not there
}

// shift tells what differs for the chosen forms together: of several, what asks most of the worker.
func (j *judge) shift(d *stored) (framework.Shift, error) {
	form, rest, several := strings.Cut(d.form, " ")
	out, err := j.scan.Shift(d.compact, form, d.next, d.look)
	for several && err == nil && out < framework.OtherAdvice {
		var s framework.Shift
		form, rest, several = strings.Cut(rest, " ")
		s, err = j.scan.Shift(d.compact, form, d.next, d.look)
		out = max(out, s)
	}
	return out, err
}
