/** What a colour of the design is now, light or dark: for canvases and pictures, which know no variables. */
export function colourOf(variable: string): string {
  const probe = document.createElement('span'); // a new one: what is there already may be in transition
  probe.style.color = `var(--${variable})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
