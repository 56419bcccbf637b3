package run

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

func TestGoGivesTheError(t *testing.T) {
	want := errors.New("no")
	if got := Go(t.Context(), "test", func(context.Context) error { return want }).Wait(); !errors.Is(got, want) {
		t.Fatalf("got %v", got)
	}
	if got := Go(t.Context(), "test", func(context.Context) error { return nil }).Wait(); got != nil {
		t.Fatalf("got %v", got)
	}
}

func TestGoPassesTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	task := Go(ctx, "waits", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	cancel()
	<-task.Done()
	if err := task.Wait(); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestAPanicIsAnErrorAndOneLineWithoutItsValue(t *testing.T) {
	var log bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(old)

	err := Go(t.Context(), "sweeper", func(context.Context) error { panic("Mevrouw Jansen") }).Wait()
	var p *Panicked
	if !errors.As(err, &p) || p.Name != "sweeper" {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(log.String(), "task=sweeper") || !strings.Contains(log.String(), "run_test.go") {
		t.Errorf("the log does not tell where it happened: %s", log.String())
	}
	if strings.Contains(log.String()+err.Error(), "Jansen") {
		t.Error("the value of a panic may hold a person's data and must not be told")
	}
}

func TestARuntimeErrorIsTold(t *testing.T) {
	var none []int
	err := Safely(t.Context(), "reader", func(context.Context) error { _ = none[len(none)]; return nil })
	if err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Fatalf("got %v", err)
	}
}
