// Shapes as path data: many discs in one path cost one element.

export function disc(x: number, y: number, radius: number): string {
  return `M${round(x - radius)} ${round(y)}a${round(radius)} ${round(radius)} 0 1 1 ${round(2 * radius)} 0a${round(radius)} ${round(radius)} 0 1 1 ${round(-2 * radius)} 0z`;
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}
