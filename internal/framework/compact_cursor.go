package framework

import (
	"encoding/binary"
	"math"
)

// cursor reads numbers from bytes. Once something is bad, it stays so and gives zeros.
type cursor struct {
	rest []byte
	bad  bool
}

func (c *cursor) octet() byte {
	if len(c.rest) == 0 {
		c.bad = true
		return 0
	}
	b := c.rest[0]
	c.rest = c.rest[1:]
	return b
}

func (c *cursor) uvarint() uint64 {
	if len(c.rest) > 0 && c.rest[0] < 0x80 { // nearly always
		b := c.rest[0]
		c.rest = c.rest[1:]
		return uint64(b)
	}
	x, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.bad, c.rest = true, nil
		return 0
	}
	c.rest = c.rest[n:]
	return x
}

func (c *cursor) varint() int64 {
	x := c.uvarint()
	return int64(x>>1) ^ -int64(x&1)
}

// moment reads a moment.
func (c *cursor) moment() Moment { return c.before(0, -1) }

// earlier reads a moment as minutes before another one.
func (c *cursor) earlier(than Moment) Moment { return c.before(than.inMinutes(), 1) }

func (c *cursor) before(minutes, sign int64) Moment {
	x := c.varint()
	if x < -maxMinutes || x > maxMinutes {
		c.bad = true
		return NoMoment
	}
	x = minutes - sign*x
	day := x / minutesADay
	if x%minutesADay < 0 {
		day--
	}
	if day < math.MinInt32 || day > math.MaxInt32 {
		c.bad = true
		return NoMoment
	}
	return Moment{Day: Day(day), Minute: int(x-day*minutesADay) - 1}
}

// number reads a whole number, or one with a fraction as it is.
func (c *cursor) number() float64 {
	x := c.uvarint()
	if x&1 == 0 {
		x >>= 1
		return float64(int64(x>>1) ^ -int64(x&1))
	}
	if len(c.rest) < 8 {
		c.bad = true
		return 0
	}
	n := math.Float64frombits(binary.LittleEndian.Uint64(c.rest))
	c.rest = c.rest[8:]
	if math.IsNaN(n) {
		c.bad = true
	}
	return n
}
