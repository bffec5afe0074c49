/**
 * The pages' only script: a copy button at every block of code. It runs in the browser as it stands here; without it,
 * or without a clipboard, the pages miss nothing else.
 */
export const copyScript = `'use strict';
if (navigator.clipboard) {
  for (const block of document.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy: ' + block.dataset.copy);
    const said = document.createElement('span');
    said.className = 'unseen';
    said.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      let word = 'Copied';
      try {
        await navigator.clipboard.writeText(block.querySelector('code').textContent);
      } catch {
        word = 'Not allowed';
      }
      button.textContent = word;
      said.textContent = word;
      setTimeout(() => {
        button.textContent = 'Copy';
        said.textContent = '';
      }, 2000);
    });
    block.querySelector('.code-head').append(said, button);
  }
}
`;
