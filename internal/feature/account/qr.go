package account

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// seedOf draws the seed of an authenticator app as a QR code, in one path of squares; no picture file and no data address
// is needed, so the content security policy stays as it is.
func seedOf(seed, uri string) (*seedView, error) {
	code, err := qr.Encode(uri, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("drawing a code: %w", err)
	}
	const quiet = 4 // modules of white around it
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return &seedView{Path: path.String(), Spelled: spelled(seed), URI: uri, Size: size + 2*quiet}, nil
}
