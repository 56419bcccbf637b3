package clock

import (
	"testing"
	"time"
)

func TestSystemIsUTCAndMoves(t *testing.T) {
	first := System{}.Now()
	if first.Location() != time.UTC {
		t.Fatalf("location is %v", first.Location())
	}
	if second := (System{}).Now(); second.Before(first) {
		t.Fatalf("the clock went back from %v to %v", first, second)
	}
}

func TestFixed(t *testing.T) {
	amsterdam := time.FixedZone("CEST", 2*3600)
	c := At(time.Date(2020, 5, 20, 1, 30, 0, 0, amsterdam))
	start := c.Now()
	if start.Location() != time.UTC || start.Day() != 19 {
		t.Fatalf("got %v", start)
	}
	c.Advance(time.Hour)
	if got := Since(c, start); got != time.Hour {
		t.Fatalf("an hour later is %v", got)
	}
	c.Set(start)
	if !c.Now().Equal(start) {
		t.Fatalf("got %v", c.Now())
	}
}

func TestRunning(t *testing.T) {
	c := From(time.Date(2020, 5, 6, 9, 0, 0, 0, time.UTC))
	if first := c.Now(); !c.Now().Equal(first) {
		t.Error("it runs before it is started")
	}
	c.Advance(time.Hour)
	c.Set(c.Now().Add(14 * 24 * time.Hour))
	start := time.Date(2020, 5, 20, 10, 0, 0, 0, time.UTC)
	c.Start()
	c.Set(time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC))
	c.Advance(time.Hour)
	for !c.Now().After(start) {
		time.Sleep(time.Millisecond)
	}
	if gone := c.Now().Sub(start); gone <= 0 || gone > time.Minute {
		t.Errorf("it stands at %v after it was started", c.Now())
	}
}
