/** Lets the buttons of a chart switch between its linear and its logarithmic axis. */
export function connectScaleToggles(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-scale-to]')) {
    button.addEventListener('click', () => {
      const chart = button.closest<HTMLElement>('.chart');
      if (chart === null) return;
      chart.dataset['scale'] = button.dataset['scaleTo'] ?? 'linear';
      for (const other of chart.querySelectorAll('[data-scale-to]')) {
        other.setAttribute('aria-pressed', String(other === button));
      }
    });
  }
}
