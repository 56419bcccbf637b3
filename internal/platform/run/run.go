// Package run is the one way to start a goroutine.
//
// A panic in a goroutine without a recover ends the whole program, and with it the work of everybody who uses it. So
// nothing else in the program writes the go statement; a test in internal/app holds it to that.
package run

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
)

// Task is work that was started and may have ended.
type Task struct {
	name string
	done chan struct{}
	err  error
}

// Panicked is the error of a task that panicked.
type Panicked struct {
	Name string // the name of the task
	What string // what is safe to tell of the panic
}

// Error tells which task panicked.
func (p *Panicked) Error() string { return fmt.Sprintf("%s panicked: %s", p.Name, p.What) }

// Go starts fn. A panic becomes the error of the task and one line in the log with the place where it happened.
// The name is a constant in the code: it goes to the log, so it never holds a person's data.
func Go(ctx context.Context, name string, fn func(context.Context) error) *Task {
	t := &Task{name: name, done: make(chan struct{})}
	go func() {
		defer close(t.done)
		t.err = Safely(ctx, name, fn)
	}()
	return t
}

// Safely calls fn here and now, and turns a panic into an error.
func Safely(ctx context.Context, name string, fn func(context.Context) error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			p := &Panicked{Name: name, What: Describe(value)}
			slog.ErrorContext(ctx, "panic", "task", name, "what", p.What, "stack", string(debug.Stack()))
			err = p
		}
	}()
	return fn(ctx)
}

// Describe tells what may be told of a panic. A runtime error (index out of range, nil pointer) holds no data of
// people; any other value might, so only its type is told.
func Describe(value any) string {
	if e, ok := value.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("a value of type %T", value)
}

// Done is closed when the task has ended.
func (t *Task) Done() <-chan struct{} { return t.done }

// Wait waits until the task has ended and gives its error.
func (t *Task) Wait() error {
	<-t.done
	return t.err
}
