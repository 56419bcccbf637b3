package publishing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/run"
)

const (
	// checkWait is how long a page waits for a check. It goes on after that, and the page tells to come back.
	checkWait = 4 * time.Second
	// checksKept bounds what is remembered: a page is often opened again while nothing changed.
	checksKept = 24
	// checksAtOnce bounds how many run beside each other, so that large packs do not keep everybody else waiting.
	checksAtOnce = 2
)

var errBusy = fault.New(fault.Conflict, fault.Say("Nabij is deze versie nog aan het nakijken. Probeer het zo opnieuw.", "Nabij is still checking this version. Try again in a moment."))

// looked is a check that runs, or that ran.
type looked struct {
	id, checksum, state, lang string
	lib                       *framework.Library
	done                      chan struct{}
	check                     *Check
	err                       error
}

type checkCache struct {
	mu    sync.Mutex
	kept  []*looked
	slots chan struct{}
}

// find gives the check of the same text among the same content, or has it begun.
func (c *checkCache) find(want looked, begin func(*looked)) *looked {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, x := range c.kept {
		if x.id == want.id && x.checksum == want.checksum && x.state == want.state && x.lang == want.lang && x.lib == want.lib {
			return x
		}
	}
	if c.slots == nil {
		c.slots = make(chan struct{}, checksAtOnce)
	}
	want.done = make(chan struct{})
	c.kept = append(c.kept, &want)
	if len(c.kept) > checksKept {
		c.kept = slices.Delete(c.kept, 0, 1)
	}
	begin(&want)
	return &want
}

// drop forgets a check that failed, so that it is tried again.
func (c *checkCache) drop(x *looked) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept = slices.DeleteFunc(c.kept, func(o *looked) bool { return o == x })
}

// check looks at a version as it would be with everything that is in force: the text itself, what uses it, rules that
// can never apply, its cases, and whether its number is free. A large pack on a busy machine takes longer than a page
// may; then the answer is Busy, and the check goes on for who comes back.
func (f *Feature) check(ctx context.Context, v Version, files []File, lang string) (*Check, error) {
	h := f.shelf(ctx, v.Org, false)
	x := f.checks.find(looked{id: v.ID, checksum: v.Checksum, state: v.State, lang: lang, lib: h.lib}, func(x *looked) {
		run.Go(context.WithoutCancel(ctx), "check content", func(ctx context.Context) error {
			defer close(x.done)
			f.checks.slots <- struct{}{}
			defer func() { <-f.checks.slots }()
			x.err = run.Safely(ctx, "check content", func(ctx context.Context) (err error) {
				x.check, err = f.look(ctx, h, v, files, lang)
				return err
			})
			if x.err != nil {
				f.checks.drop(x)
			}
			return nil
		})
	})
	wait := time.NewTimer(f.wait)
	defer wait.Stop()
	select {
	case <-x.done:
		return x.check, x.err
	case <-wait.C:
		return &Check{Pack: &framework.Pack{}, Busy: true}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// look is the check itself.
func (f *Feature) look(ctx context.Context, h *held, v Version, files []File, lang string) (*Check, error) {
	folder, err := folderOf(files)
	if err != nil {
		return nil, err
	}
	p, issues, err := readPack(files, true)
	if err != nil {
		return nil, err
	}
	c := &Check{Pack: p}
	c.issues(issues, lang)
	if c.Errors == 0 {
		once, err := everReleased(ctx, f.DB.Read(), v.Org)
		if err != nil {
			return nil, err
		}
		f.checkPlace(h, v, once, c, lang)
	}
	if c.In != nil {
		c.cases(h.lib.With(p), folder, lang)
	}
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return c, nil
}
