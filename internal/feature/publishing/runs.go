package publishing

import (
	"context"
	"errors"
	"sync"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/run"
)

const (
	// lookForWork is how often the queue is looked at when nobody rings the bell: for work of other processes that stopped.
	lookForWork = 15 * time.Second
	// tellProgress is how often progress is written down.
	tellProgress = 500 * time.Millisecond
	// keepAlive is how often a run says that it goes on while it has nothing to tell.
	keepAlive = 15 * time.Second
)

// ring tells the worker of this process that there is something to do.
func (f *Feature) ring() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// Work does what waits in the queue, also what another process left, until the context ends. What it is doing then is
// given back. One process runs it once; several processes may.
func (f *Feature) Work(ctx context.Context) error {
	if err := f.Freeze(ctx); err != nil && ctx.Err() == nil {
		f.Log.ErrorContext(ctx, "released content not compared with its checksums", "error", err)
	}
	for {
		worked, err := f.workOnce(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			f.Log.ErrorContext(ctx, "work in the background failed", "error", err)
		case worked:
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-f.wake:
		case <-time.After(lookForWork):
		}
	}
}

// workOnce does one run, and tells whether there was one.
func (f *Feature) workOnce(ctx context.Context) (bool, error) {
	r, err := claimRun(ctx, f.DB, f.Clock.Now())
	if err != nil || r.ID == "" {
		return false, err
	}
	if r.State == "interrupted" {
		f.Log.ErrorContext(ctx, "work in the background was begun too often and is given up", "run", r.ID)
		return true, nil
	}
	result, err := f.do(ctx, &r)
	// The context may have ended, which is why it stopped; storing that needs one of its own.
	end := context.WithoutCancel(ctx)
	if err != nil {
		f.Log.WarnContext(end, "work in the background stopped; it is begun again", "run", r.ID, "try", r.Tries, "error", err)
		if ctx.Err() != nil {
			return true, letGo(end, f.DB, r, f.Clock.Now())
		}
		if r.Tries < mostTries {
			return true, err // it is taken up again after a while, by whoever is there
		}
		r.State = "interrupted"
		return true, errors.Join(err, endRun(end, f.DB, r, f.Clock.Now()))
	}
	r.State, r.Impact, r.Done, r.Total = "done", result, int64(result.Open), int64(result.Open)
	return true, endRun(end, f.DB, r, f.Clock.Now())
}

// do reckons, in the name of who started it.
func (f *Feature) do(ctx context.Context, r *Run) (Impact, error) {
	if f.Impact == nil {
		return Impact{}, errors.New("nobody here knows the open decisions")
	}
	ctx = access.With(ctx, access.Actor{ID: r.StartedBy, Org: r.Org, Via: "job"})
	a, _ := access.From(ctx)
	v, err := findVersion(ctx, f.DB.Read(), a, r.VersionID)
	if err != nil {
		return Impact{}, err
	}
	from, to, err := f.around(ctx, v)
	if err != nil {
		return Impact{}, err
	}
	release := v.ID
	if r.Leaving {
		from, to, release = to, from, release+".out"
	}
	w := &follower{f: f, run: *r}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	alive := run.Go(ctx, "run progress", w.follow)
	defer func() { stop(); _ = alive.Wait() }()
	var result Impact
	err = run.Safely(ctx, "impact", func(ctx context.Context) error {
		result, err = f.reckon(ctx, r.Task, r.Org, release, from, to, w.progress)
		return err
	})
	return result, err
}

func (f *Feature) reckon(ctx context.Context, task, org, release string, from, to *framework.Library, progress func(done, total int)) (Impact, error) {
	if task == "back" {
		return f.Impact.BringBack(ctx, org, release, from, to, progress)
	}
	return f.Impact.Impact(ctx, org, from, to, progress)
}

// follower writes down how far a run is. What is told to progress only stands in memory: who tells it may be inside a
// transaction, and on SQLite a second one would wait for that.
type follower struct {
	f        *Feature
	run      Run
	mu       sync.Mutex
	done, of int
}

func (w *follower) progress(done, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done, w.of = done, total
}

// follow tells the progress when there is any, and now and then that the run goes on.
func (w *follower) follow(ctx context.Context) error {
	t := time.NewTicker(tellProgress)
	defer t.Stop()
	told, silent := 0, 0
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		w.mu.Lock()
		done, of := w.done, w.of
		w.mu.Unlock()
		if silent++; done == told && silent < int(keepAlive/tellProgress) {
			continue
		}
		if err := beat(ctx, w.f.DB, w.run, done, of, w.f.Clock.Now()); err != nil && ctx.Err() == nil {
			w.f.Log.WarnContext(ctx, "progress not written down", "run", w.run.ID, "error", err)
		}
		told, silent = done, 0
	}
}
