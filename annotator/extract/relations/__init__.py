"""Relations of an article, by patterns over dependency trees and over what stands beside a name."""
