package web_test

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The palette is tested where it is written: every pair that carries words has a contrast of 4.5, every border that one
// must see to use a control, and every drawn thing that has a meaning, of 3.
func TestPaletteHasContrast(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(design, "src/palette.css"))
	if err != nil {
		t.Fatal(err)
	}
	light, dark := palettes(string(data))
	for scheme, p := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, pair := range []struct {
			front, back string
			least       float64
		}{
			{"ink", "paper", 7}, {"ink", "card", 7}, {"ink", "sunk", 7}, {"ink-soft", "paper", 4.5}, {"ink-soft", "card", 4.5},
			{"ink-soft", "sunk", 4.5}, {"petrol", "paper", 4.5}, {"petrol", "card", 4.5}, {"petrol", "sunk", 4.5},
			{"petrol", "petrol-wash", 4.5}, {"on-petrol", "petrol", 4.5}, {"on-petrol", "petrol-deep", 4.5},
			{"ink", "petrol-wash", 4.5}, {"ink-soft", "petrol-wash", 4.5}, {"near-ink", "near-wash", 4.5},
			{"far-ink", "far-wash", 4.5}, {"ink", "near-wash", 4.5}, {"ink", "far-wash", 4.5},
			{"brick", "paper", 4.5}, {"brick", "card", 4.5}, {"brick", "brick-wash", 4.5}, {"brick-deep", "brick-wash", 4.5},
			{"ink", "brick-wash", 4.5}, {"ink-soft", "brick-wash", 4.5}, {"petrol", "brick-wash", 4.5},
			{"on-brick", "brick", 4.5}, {"on-brick", "brick-deep", 4.5}, {"clay", "clay-wash", 4.5}, {"clay", "card", 4.5},
			{"clay", "sunk", 4.5}, {"ink", "clay-wash", 4.5}, {"moss", "moss-wash", 4.5}, {"ink", "moss-wash", 4.5},
			{"edge", "paper", 3}, {"edge", "card", 3}, {"edge", "sunk", 3}, {"focus", "paper", 3}, {"far", "card", 3},
			{"petrol", "paper", 3}, {"brick", "brick-wash", 3},
		} {
			if got := contrast(p[pair.front], p[pair.back]); got < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, less than %.1f", scheme, pair.front, pair.back, got, pair.least)
			}
		}
	}
}

func palettes(css string) (light, dark map[string]string) {
	token := regexp.MustCompile(`--nabij-([a-z-]+): #([0-9a-f]{6});`)
	light, dark = map[string]string{}, map[string]string{}
	css, _, _ = strings.Cut(css, "@media print") // paper has its own black on white
	for _, m := range token.FindAllStringSubmatch(css, -1) {
		if light[m[1]] == "" {
			light[m[1]], dark[m[1]] = m[2], m[2]
			continue
		}
		dark[m[1]] = m[2]
	}
	return light, dark
}

// contrast follows the definition of relative luminance in WCAG 2.2.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(hex string) float64 {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return 0
	}
	channel := func(shift uint) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}
