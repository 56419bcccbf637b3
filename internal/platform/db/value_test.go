package db

import (
	"testing"
	"time"
)

func TestInstantIsFixedWidthUTC(t *testing.T) {
	amsterdam := time.FixedZone("CEST", 2*3600)
	for _, c := range []struct {
		in   time.Time
		want string
	}{
		{time.Date(2020, 5, 20, 12, 0, 0, 0, amsterdam), "2020-05-20T10:00:00.000000Z"},
		{time.Date(2020, 5, 20, 10, 0, 0, 123456789, time.UTC), "2020-05-20T10:00:00.123456Z"},
		{time.Date(2020, 5, 20, 10, 0, 0, 500000000, time.UTC), "2020-05-20T10:00:00.500000Z"},
	} {
		got := InstantOf(c.in)
		if got.String() != c.want {
			t.Errorf("%v is stored as %s, want %s", c.in, got, c.want)
		}
		var back Instant
		if err := back.Scan(got.String()); err != nil || back != got {
			t.Errorf("%s was read back as %v (%v)", got, back, err)
		}
	}
}

func TestInstantRefusesWhatItDidNotWrite(t *testing.T) {
	for _, bad := range []any{"2020-05-20", "2020-05-20 10:00:00", "2020-05-20T10:00:00Z", "x", int64(5), time.Unix(0, 0)} {
		var i Instant
		if err := i.Scan(bad); err == nil {
			t.Errorf("%v was read as %v", bad, i)
		}
	}
	if _, err := InstantOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)).Value(); err == nil {
		t.Error("the year 10000 would break the order of the text")
	}
}

func TestDate(t *testing.T) {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	late := time.Date(2020, 5, 19, 22, 30, 0, 0, time.UTC)
	if got := DateOf(late, amsterdam).String(); got != "2020-05-20" {
		t.Errorf("half past ten in the evening UTC is %s in Amsterdam", got)
	}
	day, err := ParseDate("2020-02-28")
	if err != nil {
		t.Fatal(err)
	}
	if got := day.Add(2).String(); got != "2020-03-01" {
		t.Errorf("two days after 28 February 2020 is %s", got)
	}
	// The clock goes forward on 29 March: a day of 23 hours is still a day.
	if got := NewDate(2020, 3, 28).DaysUntil(NewDate(2020, 3, 31)); got != 3 {
		t.Errorf("three days are %d", got)
	}
	if !day.Before(day.Add(1)) || day.Before(day) {
		t.Error("Before is wrong")
	}
	for _, bad := range []string{"", "2020-2-3", "2020-02-30", "20-02-2020", "2020-02-28T00:00:00Z"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q was read as %s", bad, d)
		}
	}
	if (Date{}).String() != "" {
		t.Error("no day has no text")
	}
}

func TestJSON(t *testing.T) {
	in := JSON[map[string]int]{V: map[string]int{"a": 1}}
	v, err := in.Value()
	if err != nil || v != `{"a":1}` {
		t.Fatalf("stored as %v (%v)", v, err)
	}
	var out JSON[map[string]int]
	for _, src := range []any{v, []byte(v.(string))} {
		if err := out.Scan(src); err != nil || out.V["a"] != 1 {
			t.Errorf("%T was read as %v (%v)", src, out.V, err)
		}
	}
	if err := out.Scan(nil); err != nil || out.V != nil {
		t.Errorf("null was read as %v (%v)", out.V, err)
	}
	if err := out.Scan("{"); err == nil {
		t.Error("broken JSON was accepted")
	}
}

func TestOlder(t *testing.T) {
	for _, c := range []struct {
		version, than string
		want          bool
	}{
		{"3.51.2", "3.51.3", true}, {"3.51.3", "3.51.3", false}, {"3.54.1", "3.51.3", false}, {"3.9.9", "3.51.3", true},
		{"4.0.0", "3.51.3", false}, {"3.51", "3.51.3", true}, {"3.51.3.1", "3.51.3", false}, {"x", "3.51.3", true},
	} {
		if got := older(c.version, c.than); got != c.want {
			t.Errorf("older(%s, %s) = %v", c.version, c.than, got)
		}
	}
}

func TestFileSystem(t *testing.T) {
	const mounts = `22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /srv/share rw - nfs4 server:/export rw
31 22 0:41 / /srv/my\040files rw shared:5 - cifs //server/x rw
32 30 8:2 / /srv/share/local rw - ext4 /dev/sdb rw
33 22 0:42 / /home/x/remote rw - fuse.sshfs me@there: rw
half a line
`
	for _, c := range []struct{ dir, want string }{
		{"/var/lib/nabij", "ext4"}, {"/srv/share", "nfs4"}, {"/srv/share/nabij", "nfs4"}, {"/srv/shared", "ext4"},
		{"/srv/my files/nabij", "cifs"}, {"/srv/share/local/nabij", "ext4"}, {"/home/x/remote/a", "fuse.sshfs"},
	} {
		if got := fileSystem(mounts, c.dir); got != c.want {
			t.Errorf("%s lies on %q, want %q", c.dir, got, c.want)
		}
	}
	for _, kind := range []string{"nfs4", "cifs", "fuse.sshfs"} {
		if !networkKinds[kind] {
			t.Errorf("%s is not known as a network disk", kind)
		}
	}
	if networkKinds["ext4"] || NetworkFolder(t.TempDir()) != "" {
		t.Error("a local folder is refused")
	}
}
