package names

// Distance is the number of slips between two words: a letter too many, too few, another one, or two that changed
// places. Above most it stops reckoning and gives most+1.
func Distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > most {
		return most + 1
	}
	before, last, row := make([]int, len(x)+1), make([]int, len(x)+1), make([]int, len(x)+1)
	for i := range last {
		last[i] = i
	}
	for j := 1; j <= len(y); j++ {
		row[0] = j
		best := j
		for i := 1; i <= len(x); i++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			d := min(last[i]+1, row[i-1]+1, last[i-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[i-2]+1)
			}
			row[i] = d
			best = min(best, d)
		}
		if best > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(x)], most+1)
}

// slips is how many slips a word of this length may have and still be the one that was meant. In a short word every
// letter counts.
func slips(key string) int {
	switch n := len([]rune(key)); {
	case n <= 2:
		return 0
	case n <= 6:
		return 1
	}
	return 2
}
