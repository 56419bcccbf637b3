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
