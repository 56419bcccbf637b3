package people

import "slices"

// Side says which text of a block stays when two files are joined.
type Side string

// The sides.
const (
	Keep Side = "keep" // of the file that stays
	Take Side = "take" // of the file that goes into it
	Both Side = "both" // for lists, and always for the safe rule
)

// CanBoth tells that a block is a list, so that both texts can stay.
func CanBoth(name BlockName) bool {
	return slices.Contains([]BlockName{BlockReach, BlockWishes, BlockNetwork, BlockHousehold, BlockGroups, BlockBarriers, BlockSafe}, name)
}

// Combine makes the block of the joined file. Of two rules about safety only what both allow stays, whatever was chosen.
func Combine(keep, take Block, side Side) Block {
	if k, ok := keep.(SafeRule); ok {
		return Tighten(k, take.(SafeRule))
	}
	switch {
	case side == Take || keep.IsEmpty():
		return take
	case side != Both || take.IsEmpty():
		return keep
	}
	switch k := keep.(type) {
	case Reach:
		return Reach{union(k.Channels, take.(Reach).Channels, func(a, b Channel) bool { return a.Kind == b.Kind && sameValue(a.Value, b.Value) })}
	case Wishes:
		all := union(k.Items, take.(Wishes).Items, func(a, b Wish) bool { return a == b })
		slices.SortStableFunc(all, func(a, b Wish) int { return -compareDays(a.On, b.On) })
		return Wishes{all}
	case Network:
		return Network{union(k.People, take.(Network).People, func(a, b Contact) bool { return a == b })}
	case Household:
		return Household{union(k.Housemates, take.(Household).Housemates, func(a, b Housemate) bool { return a == b })}
	case Groups:
		return Groups{union(k.IDs, take.(Groups).IDs, func(a, b string) bool { return a == b })}
	case Barriers:
		t := take.(Barriers)
		k.Kinds = union(k.Kinds, t.Kinds, func(a, b string) bool { return a == b })
		for _, pair := range []struct {
			into *string
			from string
		}{{&k.Language, t.Language}, {&k.Interpreter, t.Interpreter}} {
			if *pair.into == "" {
				*pair.into = pair.from
			}
		}
		if t.Helps != "" && t.Helps != k.Helps {
			k.Helps = joinText(k.Helps, t.Helps)
		}
		return k
	}
	return keep
}

func joinText(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}

func compareDays(a, b Day) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func union[T any](a, b []T, same func(x, y T) bool) []T {
	out := slices.Clone(a)
	for _, y := range b {
		if !slices.ContainsFunc(out, func(x T) bool { return same(x, y) }) {
			out = append(out, y)
		}
	}
	return out
}
